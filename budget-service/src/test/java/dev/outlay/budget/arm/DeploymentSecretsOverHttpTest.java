package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.DeployingSubscription.DEPLOYMENTS;
import static dev.outlay.budget.arm.DeployingSubscription.VERSION;
import static dev.outlay.budget.arm.DeployingSubscription.body;
import static dev.outlay.budget.arm.DeployingSubscription.budgetResource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The value of a secure parameter is in no answer, row or line of the log, whatever becomes of the deployment. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeploymentSecretsOverHttpTest {

    private static final String SECRET = "hunter2-" + UUID.randomUUID();
    private static final String GIVEN = "{\"secret\":{\"value\":\"" + SECRET + "\"}}";
    private static final String DECLARED = "\"parameters\":{\"secret\":{\"type\":\"securestring\"}}";

    private final Vertx vertx;
    private final RecordCharges record;
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler handler = listening(logged);
    private DeployingSubscription subscription;

    @Inject
    DeploymentSecretsOverHttpTest(Vertx vertx, RecordCharges record) {
        this.vertx = vertx;
        this.record = record;
    }

    @BeforeEach
    void prepare() {
        subscription = DeployingSubscription.charged(vertx, record);
        Logger.getLogger("").addHandler(handler);
    }

    @AfterEach
    void nothing_of_it_is_anywhere() {
        Logger.getLogger("").removeHandler(handler);
        assertThat(logged).noneMatch(line -> line.contains(SECRET));
        assertThat(Client.value("select count(*) from deployment d where cast(d as text) like '%" + SECRET + "%'"))
                .isEqualTo("0");
        assertThat(Client.value("select count(*) from audit a where kind = 'deployment' and cast(a as text) like '%"
                        + SECRET + "%'"))
                .isEqualTo("0");
    }

    private static Handler listening(Queue<String> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                StringWriter thrown = new StringWriter();
                if (line.getThrown() != null) {
                    line.getThrown().printStackTrace(new PrintWriter(thrown));
                }
                logged.add(String.valueOf(line.getMessage())
                        + List.of(line.getParameters() == null ? new Object[0] : line.getParameters())
                        + thrown);
            }

            @Override
            public void flush() {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    private Response assertSilent(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.asString()).doesNotContain(SECRET);
        return answer;
    }

    private Response shown(String scope, String name) {
        assertSilent(subscription.asOwner().get(scope + DEPLOYMENTS + name + "/operations" + VERSION), 200);
        return assertSilent(subscription.asOwner().get(scope + DEPLOYMENTS + name + VERSION), 200);
    }

    @Test
    void what_follows_from_it_by_variables_is_neither_in_an_output_nor_in_what_a_refused_resource_was_told() {
        String template = "{" + DECLARED
                + ",\"variables\":{\"v\":\"[concat(parameters('secret'), '@example.com')]\"},\"resources\":["
                + budgetResource("kept", "1", "").replace("\"b@example.com\"", "\"[variables('v')]\"") + ","
                + budgetResource("refused", "1", ",\"dependsOn\":[\"kept\"]")
                        .replace("\"Monthly\"", "\"[parameters('secret')]\"")
                + "],\"outputs\":{\"o\":{\"type\":\"string\",\"value\":\"[variables('v')]\"}}}";

        assertSilent(subscription.deploy("secret", template, GIVEN), 409);
        assertThat(shown(subscription.scope(), "secret")
                        .path("properties.parameters.secret.type")
                        .toString())
                .isEqualTo("SecureString");
        Response whole = assertSilent(
                subscription.deploy(
                        "secret",
                        template.replace("\"timeGrain\":\"[parameters('secret')]\"", "\"timeGrain\":\"Monthly\""),
                        GIVEN),
                200);
        assertThat(whole.path("properties.outputs.o.type").toString()).isEqualTo("SecureString");
    }

    @Test
    void looking_at_a_template_says_nothing_of_it() {
        String template = "{" + DECLARED + ",\"resources\":["
                + budgetResource("b", "1", "").replace("\"b@example.com\"", "\"[parameters('secret')]\"") + "]}";
        String validate = subscription.scope() + DEPLOYMENTS + "looked/validate" + VERSION;

        assertSilent(subscription.asOwner().body(body(template, GIVEN)).post(validate), 200);
        for (String wrong : List.of(
                "[add(1, parameters('secret'))]", "[reference(parameters('secret'))]", "[int(parameters('secret'))]")) {
            String refused = template.replace("[parameters('secret')]", wrong);
            Response answer = subscription.asOwner().body(body(refused, GIVEN)).post(validate);
            assertThat(answer.statusCode()).as(wrong).isLessThan(500);
            assertThat(answer.asString()).as(wrong).doesNotContain(SECRET);
            assertThat(subscription.deploy("looked", refused, GIVEN).asString())
                    .as(wrong)
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void a_module_keeps_it_as_little_as_the_template_around_it() {
        String module =
                "{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"module\",\"resourceGroup\":\"web\",\"properties\":{\"expressionEvaluationOptions\":{\"scope\":\"inner\"},\"mode\":\"Incremental\",\"parameters\":{\"open\":{\"value\":\"[parameters('secret')]\"}},\"template\":{\"parameters\":{\"open\":{\"type\":\"string\"}},\"resources\":["
                        + budgetResource("inner", "1", "").replace("\"Monthly\"", "\"[parameters('open')]\"")
                        + "],\"outputs\":{\"o\":{\"type\":\"string\",\"value\":\"[parameters('open')]\"}}}}}";
        String template = "{" + DECLARED + ",\"resources\":[" + module + "]}";

        assertSilent(subscription.deploy("outer", template, GIVEN), 409);
        shown(subscription.scope(), "outer");
        shown(subscription.group(), "module");
        assertSilent(
                subscription.deploy(
                        "outer",
                        template.replace("\"timeGrain\":\"[parameters('open')]\"", "\"timeGrain\":\"Monthly\""),
                        GIVEN),
                200);
        shown(subscription.scope(), "outer");
        shown(subscription.group(), "module");
    }

    /** Nobody listens where this profile looks for the alert service. */
    @Test
    void an_action_group_with_it_that_cannot_be_made_says_nothing_of_it() {
        String group =
                "{\"type\":\"Microsoft.Insights/actionGroups\",\"apiVersion\":\"2023-01-01\",\"name\":\"ag\",\"location\":\"global\",\"properties\":{\"groupShortName\":\"ag\",\"enabled\":true,\"webhookReceivers\":[{\"name\":\"w\",\"serviceUri\":\"[concat('https://example.com/', parameters('secret'))]\"}]}}";

        assertSilent(
                subscription
                        .asOwner()
                        .body(body("{" + DECLARED + ",\"resources\":[" + group + "]}", GIVEN))
                        .put(subscription.group() + DEPLOYMENTS + "alert" + VERSION),
                503);
        shown(subscription.group(), "alert");
    }

    @Test
    void it_is_no_part_of_a_name_by_which_something_is_looked_up() {
        String template = "{\"languageVersion\":\"2.0\"," + DECLARED
                + ",\"resources\":{\"there\":{\"existing\":true,\"type\":\"Microsoft.Consumption/budgets\",\"apiVersion\":\"2023-11-01\",\"name\":\"[parameters('secret')]\"}},\"outputs\":{\"o\":{\"type\":\"int\",\"value\":\"[reference('there').amount]\"}}}";

        assertSilent(subscription.deploy("looked", template, GIVEN), 400);
    }
}
