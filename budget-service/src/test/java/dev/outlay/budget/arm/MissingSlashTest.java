package dev.outlay.budget.arm;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path may come without its leading slash, as armclient sends it (azure-rest-contract.md section 1), and is answered as with one. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class MissingSlashTest {

    private static final String ACCOUNT = "providers/Microsoft.Billing/billingAccounts/SLASH-" + UUID.randomUUID();
    private static final String BUDGET = ACCOUNT + "/providers/Microsoft.Consumption/budgets/b?api-version=2019-10-01";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subscriptions?api-version=2020-01-01",
                "SUBSCRIPTIONS?api-version=2020-01-01",
                "subscriptions/?api-version=2020-01-01",
                "subscriptions",
                "tenants?api-version=2020-01-01",
                "Tenants//?api-version=2020-01-01",
                "tenants",
                "metadata/endpoints?api-version=2022-09-01",
                "metadata",
                "providers?api-version=2021-04-01",
                "providers/Microsoft.Billing/billingAccounts?api-version=2019-10-01-preview",
                "providers//microsoft.billing/billingaccounts?api-version=2019-10-01-preview",
                "v1",
                "v1?x=y",
                "v1/openapi/budget-service",
                "subscriptions/%00?api-version=2020-01-01",
                "subscriptions/a%2Fb?api-version=2020-01-01",
                "subscriptions?api-version=%zz",
                "subscriptions?api-version=1999-01-01",
                "subscriptionss?api-version=2020-01-01",
                "no-slash?api-version=2020-01-01"
            })
    void is_answered_as_with_one(String target) throws IOException {
        assertThat(shown("GET " + target)).isEqualTo(shown("GET /" + target));
        assertThat(shown("DELETE " + target)).isEqualTo(shown("DELETE /" + target));
    }

    @Test
    void what_is_there_is_found() throws IOException {
        for (String target : new String[] {
            "subscriptions?api-version=2020-01-01",
            "tenants?api-version=2020-01-01",
            "providers/Microsoft.Billing/billingAccounts?api-version=2019-10-01-preview"
        }) {
            assertThat(shown("GET " + target))
                    .as(target)
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("{\"value\":[");
        }
        assertThat(shown("GET subscriptions"))
                .startsWith("HTTP/1.1 400")
                .contains("{\"error\":{\"code\":\"MissingApiVersionParameter\"");
    }

    @Test
    void what_is_sent_with_it_is_read() throws IOException {
        String body = BudgetBodies.monthly("10");

        String created = shown("PUT " + BUDGET, body);

        assertThat(created).startsWith("HTTP/1.1 201").contains("\"name\":\"b\"");
        assertThat(shown("PUT /" + BUDGET, body)).startsWith("HTTP/1.1 200");
        assertThat(shown("GET " + BUDGET)).isEqualTo(shown("GET /" + BUDGET)).startsWith("HTTP/1.1 200");
        assertThat(shown("DELETE " + BUDGET)).startsWith("HTTP/1.1 200");
        assertThat(shown("GET /" + BUDGET)).startsWith("HTTP/1.1 404");
    }

    @Test
    void nobody_is_let_in_by_it() throws IOException {
        for (String target : new String[] {"subscriptions?api-version=2020-01-01", "tenants", BUDGET}) {
            assertThat(RawConnection.answer("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .as(target)
                    .startsWith("HTTP/1.1 401");
        }
    }

    private static String shown(String request) throws IOException {
        return shown(request, "");
    }

    /** Status line and body, without the ids of the request. */
    private static String shown(String request, String body) throws IOException {
        String answer = RawConnection.answer(request + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + RealParts.tokens().token(GLOBAL_ADMIN) + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body);
        return (answer.substring(0, answer.indexOf("\r\n")) + answer.substring(answer.indexOf("\r\n\r\n")))
                .replaceAll("Request ID: [0-9a-f-]+", "Request ID");
    }
}
