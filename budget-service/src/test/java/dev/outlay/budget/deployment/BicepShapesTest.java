package dev.outlay.budget.deployment;

import static dev.outlay.budget.deployment.Templates.NOW;
import static dev.outlay.budget.deployment.Templates.SCOPE;
import static dev.outlay.budget.deployment.Templates.SUBSCRIPTION;
import static dev.outlay.budget.deployment.Templates.json;
import static dev.outlay.budget.deployment.Templates.names;
import static dev.outlay.budget.deployment.Templates.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Templates in the form in which Bicep compiles loops, symbolic names, types, what exists, and modules: written by hand after the templates that its repository keeps of its own tests. */
class BicepShapesTest {

    private static String file(String name) {
        try (InputStream file = BicepShapesTest.class.getResourceAsStream("/deployment/" + name)) {
            if (file == null) {
                throw new IllegalStateException("no such file beside the tests: " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String properties(DeploymentRun run, int number) {
        return TemplateJson.write(run.body(run.resources().get(number)).json().path("properties"));
    }

    /** Answers a resource with what it is asked for with, as the routes do. */
    private static void echo(DeploymentRun run, int number) {
        PlannedResource resource = run.resources().get(number);
        DeploymentRun.Body body = run.body(resource);
        run.answered(resource, body.json(), body.secret());
    }

    @Test
    void loops_of_resources_properties_variables_and_outputs() {
        DeploymentRun run = run(file("loops.json"));

        assertThat(names(run)).containsExactly("team-web", "team-data", "all");
        assertThat(properties(run, 1))
                .isEqualTo("{\"warnings\":[{\"threshold\":50,\"to\":\"data@example.com\",\"of\":\"data-0\"},"
                        + "{\"threshold\":90,\"to\":\"data@example.com\",\"of\":\"data-1\"}],\"amount\":200}");
        echo(run, 0);
        echo(run, 1);
        assertThat(properties(run, 2)).isEqualTo("{\"amounts\":[100,200]}");
        assertThat(run.outputs().at("/ids/value/1/team").textValue()).isEqualTo("data");
        assertThat(run.outputs().at("/ids/value/1/id").textValue())
                .isEqualTo(SCOPE + "/providers/Microsoft.Consumption/budgets/team-data");
    }

    @Test
    void symbolic_names_types_and_what_exists() {
        String warnings =
                "\"warnings\":{\"value\":[{\"threshold\":50,\"mail\":\"a@b\"},{\"threshold\":90,\"mail\":\"a@b\"}]}";
        DeploymentRun run = run(
                file("symbols.json"),
                "{" + warnings + ",\"receiver\":{\"value\":{\"mail\":\"a@b\",\"token\":\"hunter2\"}}}");

        assertThat(names(run)).containsExactly("on-call", "budget-0", "budget-1", "sum");
        assertThat(run.resources().getFirst().id())
                .isEqualTo(SCOPE + "/resourceGroups/mon/providers/Microsoft.Insights/actionGroups/on-call");
        run.answered(run.resources().getFirst(), json("{\"properties\":{\"groupShortName\":\"call\"}}"), false);
        echo(run, 1);
        echo(run, 2);
        assertThat(properties(run, 2))
                .startsWith("{\"amount\":90,\"shortName\":\"call\",\"contactGroups\":[\"/subscriptions/" + SUBSCRIPTION
                        + "/resourceGroups/mon/providers/");
        assertThat(properties(run, 3))
                .isEqualTo("{\"amounts\":[50,90],\"first\":\"" + SCOPE
                        + "/providers/Microsoft.Consumption/budgets/budget-0\"}");
        assertThat(TemplateJson.write(run.outputs()))
                .isEqualTo(
                        "{\"receiver\":{\"type\":\"SecureObject\"},\"shortName\":{\"type\":\"String\",\"value\":\"call\"}}");
        assertThat(TemplateJson.write(run.parameters())).doesNotContain("hunter2");
        assertThatThrownBy(() -> run(file("symbols.json"), "{" + warnings.replace("a@b", "a") + "}"))
                .hasMessageContaining("a length of 3 or more, at '[].mail'");
        assertThatThrownBy(() -> run(file("symbols.json"), "{\"warnings\":{\"value\":[]}}"))
                .hasMessageContaining("a length of 1 or more");
    }

    @Test
    void modules_in_a_loop_and_what_follows_from_them() {
        Work work = new Work();
        DeploymentRun run = run(file("modules.json"), work);

        assertThat(run.foreseen())
                .extracting(PlannedResource::name)
                .containsExactly("budget-of-web", "of-web", "budget-of-data", "of-data", "sum", "all");
        for (int number = 0; number < 2; number++) {
            PlannedResource module = run.resources().get(number);
            DeploymentRun within = DeploymentRun.of(
                    run.body(module).request(),
                    new DeployedAt(SUBSCRIPTION, List.of("web", "data").get(number), "tenant-1", module.name(), null),
                    NOW,
                    work);
            assertThat(properties(within, 0))
                    .contains("@example.com\",\"" + List.of("web", "data").get(number) + "-1@");
            echo(within, 0);
            String outputs = TemplateJson.write(within.outputs());
            run.answered(module, json("{\"properties\":{\"outputs\":" + outputs + "}}"), false);
        }
        DeploymentRequest sum = run.body(run.resources().getLast()).request();
        assertThat(sum.location()).isEqualTo("westeurope");
        DeploymentRun last =
                DeploymentRun.of(sum, new DeployedAt(SUBSCRIPTION, null, "tenant-1", "sum", "westeurope"), NOW, work);
        assertThat(properties(last, 0)).isEqualTo("{\"amount\":300}");
    }
}
