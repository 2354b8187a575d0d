package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static dev.outlay.local.Persona.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tags that people put on billing profiles and customers, and the system's own id of each. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class TagsOverHttpTest {

    private static final String VERSION = "?api-version=2024-04-01";

    private final String account = "/providers/Microsoft.Billing/billingAccounts/tags-" + UUID.randomUUID();
    private final String customer = UUID.randomUUID().toString();
    private final Map<String, String> paths = Map.of(
            "billingProfiles", account + "/billingProfiles/Francs", "customers", account + "/customers/" + customer);

    @Test
    void all_tags_are_said_at_once_and_taken_away_with_null() {
        paths.forEach((list, path) -> {
            JsonPath none = said(path, "");
            JsonPath some = said(path, ",\"tags\":{\"env\":\"prod\",\"owner\":\"Zoë\"}");
            JsonPath unmentioned = said(path, ",\"displayName\":\"Tagged\"");
            JsonPath other = said(path, ",\"tags\":{\"env\":\"test\"}");
            JsonPath listed = get(GLOBAL_ADMIN, account + "/" + list + VERSION).jsonPath();
            JsonPath gone = said(path, ",\"tags\":null");

            assertThat(none.getMap("properties")).doesNotContainKey("tags");
            assertThat(some.getMap("properties.tags")).isEqualTo(Map.of("env", "prod", "owner", "Zoë"));
            assertThat(unmentioned.getMap("properties.tags")).hasSize(2);
            assertThat(other.getMap("properties.tags")).isEqualTo(Map.of("env", "test"));
            assertThat(listed.getMap("value[0].properties.tags")).isEqualTo(Map.of("env", "test"));
            assertThat(gone.getMap("properties")).doesNotContainKey("tags");
        });
    }

    @Test
    void what_Azure_takes_for_no_tag_is_refused_and_nothing_is_kept() {
        String many = IntStream.rangeClosed(0, 50)
                .mapToObj(index -> "\"t" + index + "\":\"x\"")
                .collect(Collectors.joining(",", "{", "}"));
        for (String path : paths.values()) {
            said(path, ",\"tags\":{\"env\":\"prod\"}");
            for (String tags : List.of(
                    "[]",
                    "\"env\"",
                    "{\"env\":1}",
                    "{\"env\":\"\"}",
                    "{\"env\":null}",
                    "{\"env\":{\"a\":\"b\"}}",
                    "{\"\":\"x\"}",
                    "{\"a/b\":\"x\"}",
                    "{\"a\\\\b\":\"x\"}",
                    "{\"a\\u0000b\":\"x\"}",
                    "{\"a\":\"\\u0000\"}",
                    "{\"" + "n".repeat(257) + "\":\"x\"}",
                    "{\"a\":\"" + "v".repeat(257) + "\"}",
                    many)) {
                Response refused = put(GLOBAL_ADMIN, path + VERSION, body(",\"tags\":" + tags));
                assertThat(refused.statusCode()).as(tags + refused.asString()).isEqualTo(400);
                assertThat(refused.jsonPath().getString("error.message"))
                        .contains(tags.contains("u0000") ? "U+0000" : "properties.tags");
            }
            assertThat(get(GLOBAL_ADMIN, path + VERSION).jsonPath().getMap("properties.tags"))
                    .isEqualTo(Map.of("env", "prod"));
            assertThat(get(OUTSIDER, path + VERSION).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void the_system_s_id_is_the_name_as_it_became_known_however_it_is_asked_for() {
        paths.forEach((list, path) -> {
            said(path, "");
            String name = path.substring(path.lastIndexOf('/') + 1);
            String shouted = path.substring(0, path.length() - name.length()) + name.toUpperCase(Locale.ROOT);

            for (String version : List.of("2019-10-01-preview", "2020-05-01", "2024-04-01")) {
                assertThat(get(GLOBAL_ADMIN, shouted + "?api-version=" + version)
                                .jsonPath()
                                .getString("properties.systemId"))
                        .isEqualTo(name);
            }
            assertThat(get(GLOBAL_ADMIN, account + "/" + list + VERSION)
                            .jsonPath()
                            .getList("value.properties.systemId"))
                    .containsExactly(name);
        });
    }

    private static JsonPath said(String path, String members) {
        Response said = put(GLOBAL_ADMIN, path + VERSION, body(members));
        assertThat(said.statusCode()).as(said.asString()).isEqualTo(200);
        return said.jsonPath();
    }

    private static String body(String members) {
        return "{\"properties\":{\"agreementType\":\"MicrosoftCustomerAgreement\"" + members + "}}";
    }
}
