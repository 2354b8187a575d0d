package dev.outlay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.e2e.running.Outlay;
import dev.outlay.openapi.HttpAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An address that is no URI is refused with the envelope by each service as it is started, and not by what it is built on. */
@Tag("full")
class BrokenAddressTest {
    private final Outlay outlay = Outlay.running();

    @Test
    void every_service_answers_an_address_with_a_broken_percent_escape_in_the_envelope() throws IOException {
        for (String service : List.of(
                outlay.ingest().url(), outlay.alert().url(), outlay.budget().url())) {
            for (String target : List.of("/v1/%zz", "/v1/imports?mode=%zz", "/subscriptions/s?api-version=%zz", "/%")) {
                HttpAnswer answer = HttpAnswer.to(
                        URI.create(service),
                        ("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(answer.status()).as(service + target).isEqualTo(400);
                assertThat(answer.body()).as(service + target).contains("{\"error\":{\"code\":\"", "no URI");
            }
        }
    }
}
