package dev.outlay.budget.arm;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer says beside its body (azure-rest-contract.md section 0), and how whoever waits to be asked for a body is asked. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class HeadersOverHttpTest {

    private static final Pattern DATE = Pattern.compile(
            "(?im)^date: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT$");
    private static final Pattern ROUTING =
            Pattern.compile("(?im)^x-ms-routing-request-id: OUTLAY:[0-9]{8}T[0-9]{6}Z:([0-9a-f-]{36})$");
    private static final Pattern ID = Pattern.compile("(?im)^x-ms-request-id: ([0-9a-f-]{36})$");
    private static final String BUDGETS = "/providers/Microsoft.Billing/billingAccounts/HEADED-" + UUID.randomUUID()
            + "/providers/Microsoft.Consumption/budgets";
    private static final String BUDGET = BUDGETS + "/b?api-version=2019-10-01";

    private final String token = "Authorization: Bearer " + RealParts.tokens().token(GLOBAL_ADMIN) + "\r\n";

    private String answer(String requestLine, String headers) throws IOException {
        return RawConnection.answer(requestLine + " HTTP/1.1\r\nHost: x\r\n" + headers + "Connection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /subscriptions?api-version=2020-01-01",
                "GET /subscriptions",
                "GET /nothing",
                "GET /v1/nothing",
                "GET /%zz",
                "GET ?no=path",
                "PATCH /tenants?api-version=2020-01-01",
                "GET /metadata/endpoints?api-version=2022-09-01",
                "GET /v1/openapi/budget-service",
                "GET /v1/imports",
                "GET /v1/deliveries",
                "GET /v1/downloads/AQAA",
                "nonsense",
                "BREW /nothing"
            })
    void every_answer_says_when_it_was_given_and_which_way_it_went(String requestLine) throws IOException {
        for (String headers : List.of(token, "")) {
            String answer = answer(requestLine, headers);

            Matcher id = ID.matcher(answer);
            Matcher routing = ROUTING.matcher(answer);
            assertThat(DATE.matcher(answer).results()).as(answer).hasSize(1);
            assertThat(id.find()).as(answer).isTrue();
            assertThat(routing.find()).as(answer).isTrue();
            if (!requestLine.contains("/v1/imports")) {
                assertThat(routing.group(1)).isEqualTo(id.group(1));
            }
            assertThat(routing.find()).isFalse();
        }
    }

    @Test
    void what_the_framework_answers_says_when_too() throws IOException {
        for (String requestLine : List.of("GET /console/", "GET /", "GET /" + "x".repeat(50_000))) {
            assertThat(DATE.matcher(answer(requestLine, "")).results())
                    .as(requestLine.substring(0, 5))
                    .hasSize(1);
        }
    }

    @Test
    void budgets_say_a_session_and_how_much_is_left_of_what_is_asked_for() throws IOException {
        for (String requestLine :
                List.of("GET " + BUDGETS + "?api-version=2019-10-01", "GET " + BUDGET, "DELETE " + BUDGET)) {
            assertThat(answer(requestLine, token))
                    .as(requestLine)
                    .containsPattern("(?im)^session-id: [0-9a-f-]{36}$")
                    .containsPattern(
                            "(?im)^x-ms-ratelimit-remaining-microsoft.costmanagement-client-requests: DefaultQuota:[0-9]+$")
                    .containsPattern(
                            "(?im)^x-ms-ratelimit-remaining-microsoft.costmanagement-entity-requests: DefaultQuota:[0-9]+$");
        }
        assertThat(answer("GET /subscriptions?api-version=2020-01-01", token)).doesNotContain("session-id");
    }

    @Test
    void whoever_waits_to_be_asked_for_a_body_is_asked_when_it_is_known_who_it_is() throws IOException {
        String body = BudgetBodies.monthly("10");
        for (String target : List.of(BUDGET, "/v1/cost-events", "/v1/imports")) {
            String method = target.equals(BUDGET) ? "PUT " : "POST ";
            try (RawConnection connection = new RawConnection()) {
                connection.send(waiting(method + target, token, body));
                assertThat(connection.head()).as(target).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
                connection.send(body);
                assertThat(connection.head())
                        .as(target)
                        .startsWith("HTTP/1.1 20")
                        .containsPattern(DATE);
            }
        }
    }

    @Test
    void whoever_is_refused_before_is_not_asked() throws IOException {
        String body = BudgetBodies.monthly("10");
        for (String target : List.of("PUT " + BUDGET, "POST /v1/imports", "POST /v1/deliveries/1/replay")) {
            assertThat(RawConnection.answer(waiting(target, "", body)))
                    .as(target)
                    .startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("connection: close")
                    .contains("{\"error\":{\"code\":\"AuthenticationFailed\"");
        }
        assertThat(RawConnection.answer(waiting("PUT /nothing", token, body))).startsWith("HTTP/1.1 404");
        assertThat(RawConnection.answer(waiting("PUT " + BUDGET, token, body).replace("100-continue", "a miracle")))
                .startsWith("HTTP/1.1 417")
                .contains("{\"error\":{\"code\":\"ExpectationFailed\"");
    }

    private static String waiting(String requestLine, String token, String body) {
        return requestLine + " HTTP/1.1\r\nHost: x\r\n" + token
                + "Expect: 100-continue\r\nContent-Type: application/json\r\n" + "Content-Length: " + body.length()
                + "\r\n\r\n";
    }
}
