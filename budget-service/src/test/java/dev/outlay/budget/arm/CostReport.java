package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.outlay.local.Persona;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A report as its asker gets it: asked for, polled until it is there, and fetched by its link without a token. */
record CostReport(JsonNode result) {

    static final String REPORT = "/providers/Microsoft.CostManagement/generateCostDetailsReport?api-version=2023-11-01";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static CostReport ask(Persona persona, String scope, String body) {
        return of(() -> as(persona), as(persona).body(body).post(scope + REPORT));
    }

    /** Follows an accepted request to its result. */
    static CostReport of(Supplier<RequestSpecification> who, Response accepted) {
        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
        assertThat(accepted.asString()).isEmpty();
        assertThat(accepted.header("Retry-After")).isEqualTo("2");
        String location = path(accepted.header("Location"));
        return new CostReport(CostAnswers.read(
                await("the report").atMost(PATIENCE).until(() -> who.get().get(location), answer -> {
                    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 202);
                    if (answer.statusCode() == 202) {
                        assertThat(answer.asString()).isEmpty();
                        assertThat(path(answer.header("Location"))).isEqualTo(location);
                    }
                    return answer.statusCode() == 200;
                })));
    }

    static String path(String link) {
        URI uri = URI.create(link);
        assertThat(uri.isAbsolute()).as(link).isTrue();
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    String status() {
        return result.path("status").asText();
    }

    /** An address. */
    String link() {
        String report = result.at("/manifest/blobs/0/blobLink").asText();
        return report.isEmpty() ? result.at("/properties/downloadUrl").asText() : report;
    }

    String text() {
        HttpResponse<byte[]> answer = fetch(link());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static HttpResponse<byte[]> fetch(String link, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(link)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Each by the names of the columns. */
    static List<Map<String, String>> rows(String text) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> header = List.of();
        for (CsvRecord line : CsvReader.builder().ofCsvRecord(text)) {
            if (header.isEmpty()) {
                header = line.getFields();
                continue;
            }
            Map<String, String> row = new HashMap<>();
            assertThat(line.getFields()).hasSameSizeAs(header);
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), line.getField(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
