package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.ADMIN_AGENT;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directory of principals, and what the alert service hears of it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DirectoryOverHttpTest {

    private static final String PRINCIPALS = "/v1/directory/principals";

    private final AccessTopic topic = new AccessTopic();
    private final String id = UUID.randomUUID().toString();
    private final String path = PRINCIPALS + "/" + id.toUpperCase(Locale.ROOT);

    @Test
    void a_principal_is_written_read_told_changed_and_forgotten() {
        Response made = put(GLOBAL_ADMIN, path, body("User", "\"anna@alpine.example\""));

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.asString())
                .isEqualTo(
                        "{\"id\":\"" + id
                                + "\",\"tenantId\":\"t-1\",\"kind\":\"User\",\"displayName\":\"Anna Älpler\",\"mail\":\"anna@alpine.example\"}");
        assertThat(get(ADMIN_AGENT, PRINCIPALS + "/" + id).asString()).isEqualTo(made.asString());
        assertThat(topic.next("principal/" + id))
                .contains("\"principalId\":\"" + id + "\"", "\"tenantId\":\"t-1\"", "\"mail\":\"anna@alpine.example\"");

        Response changed = put(ADMIN_AGENT, path, body("group", "null"));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(topic.next("principal/" + id)).contains("\"kind\":\"Group\"", "\"mail\":null");
        assertThat(Client.value("select changed_by from directory_principal where id = '" + id + "'"))
                .isEqualTo(ADMIN_AGENT.principalId());

        assertThat(as(GLOBAL_ADMIN).delete(path).statusCode()).isEqualTo(200);
        assertThat(topic.next("principal/" + id)).isEmpty();
        assertThat(as(GLOBAL_ADMIN).delete(path).statusCode()).isEqualTo(204);
        assertThat(get(GLOBAL_ADMIN, path).statusCode()).isEqualTo(404);
    }

    @Test
    void what_the_directory_says_of_somebody_is_traced() {
        put(GLOBAL_ADMIN, path, body("User", "\"anna@alpine.example\""));
        put(ADMIN_AGENT, path, body("User", "\"anna@elsewhere.example\""));
        as(GLOBAL_ADMIN).delete(path);
        as(GLOBAL_ADMIN).delete(path);
        put(OUTSIDER, path, body("User", "null"));
        put(GLOBAL_ADMIN, path, body("Robot", "null"));

        JsonPath audit =
                get(GLOBAL_ADMIN, "/v1/audit?kind=principal&name=" + id).jsonPath();
        assertThat(audit.getList("value.action")).containsExactly("deleted", "changed", "created");
        assertThat(audit.getList("value.principal"))
                .containsExactly(GLOBAL_ADMIN.principalId(), ADMIN_AGENT.principalId(), GLOBAL_ADMIN.principalId());
        assertThat(audit.getList("value.scope")).containsOnly("/");
        assertThat(audit.getString("value[2].before")).isNull();
        assertThat(audit.getString("value[1].before.mail")).isEqualTo("anna@alpine.example");
        assertThat(audit.getString("value[1].after.mail")).isEqualTo("anna@elsewhere.example");
        assertThat(audit.getString("value[0].before.displayName")).isEqualTo("Anna Älpler");
        assertThat(audit.getString("value[0].after")).isNull();
    }

    @Test
    void a_list_has_pages_that_lead_to_each_other() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add("00000000-" + id.substring(9) + "-" + i);
            put(GLOBAL_ADMIN, PRINCIPALS + "/" + made.get(i), body("User", "null"));
        }
        List<String> found = new ArrayList<>();
        String next = PRINCIPALS + "?$top=2";
        while (next != null) {
            Response page = get(GLOBAL_ADMIN, next);
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            assertThat(page.jsonPath().getList("value")).hasSizeBetween(1, 2);
            found.addAll(page.jsonPath().getList("value.id"));
            next = page.jsonPath().getString("nextLink");
        }

        assertThat(found).containsAll(made).doesNotHaveDuplicates().isSorted();
        made.forEach(one -> as(GLOBAL_ADMIN).delete(PRINCIPALS + "/" + one));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{}                                             | 'tenantId' is required",
                "{\"tenantId\":\"t\",\"kind\":\"Robot\"}        | 'kind' must be User, Group or ServicePrincipal.",
                "{\"tenantId\":1,\"kind\":\"User\"}             | 'tenantId' must be a text of 1 to 200 characters",
                "{\"tenantId\":\"t\",\"kind\":\"User\",\"mail\":\"nobody\"} | 'mail' must be an e-mail address, or null."
            })
    void a_body_that_breaks_rules_is_told(String body, String message) {
        Response refused = put(GLOBAL_ADMIN, path, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("error.message")).contains(message);
    }

    @Test
    void nobody_but_the_partner_s_admins_reads_or_writes_it() {
        for (Response refused : List.of(
                get(OUTSIDER, PRINCIPALS),
                get(OUTSIDER, path),
                put(OUTSIDER, path, "{"),
                as(OUTSIDER).delete(path))) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.jsonPath().getString("error.code")).isEqualTo("AuthorizationFailed");
        }
    }

    private static String body(String kind, String mail) {
        return "{\"tenantId\":\"T-1\",\"kind\":\"" + kind + "\",\"displayName\":\"Anna Älpler\",\"mail\":" + mail + "}";
    }
}
