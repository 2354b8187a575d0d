package dev.outlay.budget.arm;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Absolute links, asked for from the address of a trusted proxy and from another one. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ReachedOverHttpTest {

    private static final String[] SAID = {
        "X-Forwarded-Proto", "https",
        "X-Forwarded-Host", "costs.example",
        "X-Forwarded-Port", "8443",
        "X-Forwarded-Prefix", "/outlay"
    };

    @TestHTTPResource("/")
    URI service = URI.create("/"); // injected

    @Test
    void a_trusted_proxy_says_under_which_address_the_caller_came() throws Exception {
        assertThat(location(ask(Parts.PROXY, "/v1/reconciliation", SAID)))
                .matches("https://costs\\.example:8443/outlay/v1/reconciliation/[0-9a-f-]{36}");
        assertThat(location(ask(
                        Parts.PROXY,
                        "/v1/reconciliation",
                        "Forwarded",
                        "for=192.0.2.1;host=\"costs.example:444\";proto=https")))
                .startsWith("https://costs.example:444/v1/reconciliation/");
    }

    @Test
    void the_next_page_is_where_the_caller_came_from() throws Exception {
        String group = "/providers/Microsoft.Management/managementGroups/" + UUID.randomUUID() + "/subscriptions";
        for (int made = 0; made < 2; made++) {
            Client.put(GLOBAL_ADMIN, group + "/" + UUID.randomUUID() + "?api-version=2020-05-01", "");
        }
        String page = group + "?api-version=2020-05-01&$top=1";

        assertThat(nextLink(asked("GET", Parts.PROXY, page, SAID)))
                .startsWith("https://costs.example:8443/outlay" + group + "?");
        assertThat(nextLink(asked("GET", "127.0.0.1", page, SAID))).startsWith(here() + group + "?");
    }

    private static String nextLink(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.from(answer.body()).getString("nextLink");
    }

    @Test
    void anybody_else_says_nothing() throws Exception {
        assertThat(location(ask("127.0.0.1", "/v1/reconciliation", SAID))).startsWith(here() + "/v1/reconciliation/");
        assertThat(location(ask("127.0.0.1", "/v1/reconciliation", "Forwarded", "host=evil.example;proto=https")))
                .startsWith(here() + "/v1/reconciliation/");
    }

    @Test
    void malformed_headers_of_a_trusted_proxy_are_ignored() throws Exception {
        for (String hostile :
                new String[] {"for=_hidden;host=x/y", "host=\"", "\"", ";=,=;", "host=a b;proto=gopher"}) {
            assertThat(location(ask(Parts.PROXY, "/v1/reconciliation", "Forwarded", hostile)))
                    .as(hostile)
                    .startsWith(here() + "/v1/reconciliation/");
        }
    }

    @Test
    void the_services_behind_are_told_what_is_believed_here_and_nothing_else() throws Exception {
        HttpResponse<String> believed = ask(Parts.PROXY, "/v1/imports", SAID);
        String[] told = believed.body().split("\n");

        assertThat(told[4]).isEqualTo("costs.example:8443");
        assertThat(told[6]).isEqualTo("https");
        assertThat(told[7]).isEqualTo("/outlay");
        assertThat(location(believed)).isEqualTo("https://costs.example:8443/outlay/v1/imports/42");

        String[] hostile = ask("127.0.0.1", "/v1/imports", concat(SAID, "Forwarded", "host=evil.example"))
                .body()
                .split("\n");
        assertThat(hostile[3]).isEqualTo("127.0.0.1");
        assertThat("http://" + hostile[4]).isEqualTo(here());
        assertThat(hostile[6]).isEqualTo("http");
        assertThat(Arrays.copyOfRange(hostile, 7, 10)).containsOnly("null");
    }

    private HttpResponse<String> ask(String from, String path, String... headers)
            throws IOException, InterruptedException {
        return asked("POST", from, path, headers);
    }

    private HttpResponse<String> asked(String method, String from, String path, String... headers)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName(from))
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(here() + path))
                            .headers(headers)
                            .header(
                                    "Authorization",
                                    "Bearer " + RealParts.tokens().token(GLOBAL_ADMIN))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private String here() {
        return "http://127.0.0.1:" + service.getPort();
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String[] concat(String[] one, String... other) {
        String[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
