package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.Persona;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Versions are those that Azure has, and a request can be found again by the ids that ARM's clients send and are given. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ArmDialectTest {

    private final Outlay outlay = new Outlay();

    @AfterEach
    void close() {
        outlay.close();
    }

    @Test
    void aVersionThatATypeDoesNotHaveIsRefusedWithThoseThatItHas() {
        String alerts = Crossings.alerts(Crossings.account("a"));
        String tests = Crossings.account("a") + "/providers/Microsoft.Insights/createNotifications";
        for (String path : List.of(
                alerts + "?api-version=2023-01-01",
                alerts + "?api-version=2018-08-01",
                Groups.at("a") + "?api-version=2023-11-01",
                Groups.at("a") + "?api-version=2099-01-01",
                tests + "?api-version=2019-06-01")) {
            Outlay.Answer refused = outlay.admin(path.startsWith(tests) ? "POST" : "GET", path, null);
            assertCode(refused, "NoRegisteredProviderFound");
            assertThat(refused.body().at("/error/message").asText())
                    .contains(path.substring(path.indexOf('=') + 1), "The supported api-versions are '")
                    .contains(path.startsWith(alerts) ? "2021-10-01, 2022-10-01" : "2021-09-01, 2022-04-01");
        }
        for (String wrong : List.of("2023", "2023-11-01-beta", "2023-11-1", "x'y", "2023-11-01-preview-preview")) {
            Outlay.Answer refused = outlay.admin("GET", alerts + "?api-version=" + wrong, null);
            assertCode(refused, "InvalidApiVersionParameter");
            assertThat(refused.body().at("/error/message").asText())
                    .contains("2018-08-01-preview, 2019-11-01")
                    .doesNotContain("x'y");
        }
        assertCode(outlay.admin("GET", alerts + "?api-version=", null), "MissingApiVersionParameter");
        assertThat(outlay.admin("GET", alerts + "?api-version=2018-08-01-PREVIEW", null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void idsOfTheCallerComeBackAndTheFrontDoorsIsKept() throws Exception {
        String id = UUID.randomUUID().toString();
        HttpHeaders kept = headers(
                "x-ms-request-id", id, "x-ms-correlation-request-id", "cor/1", "x-ms-client-request-id", "me@1");
        assertThat(kept.firstValue("x-ms-request-id")).contains(id);
        assertThat(kept.firstValue("x-ms-correlation-request-id")).contains("cor/1");
        assertThat(kept.firstValue("x-ms-client-request-id")).contains("me@1");
        assertThat(kept.firstValue("cache-control")).contains("no-cache");
        assertThat(kept.firstValue("pragma")).contains("no-cache");
        assertThat(kept.firstValue("x-ms-ratelimit-remaining-microsoft.costmanagement-client-requests"))
                .hasValueSatisfying(left -> assertThat(left).matches("DefaultQuota:[0-9]+"));

        HttpHeaders made = headers("x-ms-request-id", "not an id", "x-ms-correlation-request-id", "x".repeat(200));
        String own = made.firstValue("x-ms-request-id").orElseThrow();
        assertThat(UUID.fromString(own)).hasToString(own);
        assertThat(made.firstValue("x-ms-correlation-request-id")).contains(own);
        assertThat(made.firstValue("x-ms-client-request-id")).isEmpty();

        assertThat(headers("x-ms-client-request-id", "me", "x-ms-return-client-request-id", "true")
                        .firstValue("x-ms-client-request-id"))
                .contains("me");
        assertThat(headers("x-ms-client-request-id", "me", "x-ms-return-client-request-id", "false")
                        .firstValue("x-ms-client-request-id"))
                .isEmpty();
    }

    private HttpHeaders headers(String... sent) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(Outlay.config("test.url") + "/v1/deliveries"))
                                    .header("Authorization", "Bearer " + outlay.token(Persona.GLOBAL_ADMIN))
                                    .headers(sent)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .headers();
        }
    }

    private static void assertCode(Outlay.Answer answer, String code) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }
}
