package dev.outlay.budget.deployment;

import static dev.outlay.budget.deployment.Templates.AT_GROUP;
import static dev.outlay.budget.deployment.Templates.AT_TENANT;
import static dev.outlay.budget.deployment.Templates.SCOPE;
import static dev.outlay.budget.deployment.Templates.SUBSCRIPTION;
import static dev.outlay.budget.deployment.Templates.budget;
import static dev.outlay.budget.deployment.Templates.json;
import static dev.outlay.budget.deployment.Templates.module;
import static dev.outlay.budget.deployment.Templates.names;
import static dev.outlay.budget.deployment.Templates.resources;
import static dev.outlay.budget.deployment.Templates.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.refusal.RefusedException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which resources a template makes, in which order, and what each is. */
class DeploymentRunTest {

    private static String id(String name) {
        return SCOPE + "/providers/Microsoft.Consumption/budgets/" + name;
    }

    @Test
    void resources_are_made_after_what_they_depend_on_and_else_as_they_stand() {
        String first = budget("c", ",\"dependsOn\":[\"[resourceId('Microsoft.Consumption/budgets', 'b')]\"]");
        String second = budget("b", ",\"dependsOn\":[\"a\"]");

        assertThat(names(run(resources(first, second, budget("a", ""), budget("d", "")))))
                .containsExactly("a", "b", "c", "d");
        assertThatThrownBy(() ->
                        run(resources(budget("a", ",\"dependsOn\":[\"b\"]"), budget("b", ",\"dependsOn\":[\"a\"]"))))
                .hasMessageContaining("in a circle");
        assertThatThrownBy(() -> run(resources(budget("a", ",\"dependsOn\":[\"z\"]"))))
                .hasMessageContaining("'a' depends on 'z'");
        assertThatThrownBy(() -> run(resources(budget("a", ""), budget("A", ""))))
                .hasMessageContaining("declared more than once");
    }

    @Test
    void what_refers_to_a_resource_is_made_after_it_and_is_worked_out_from_its_answer() {
        DeploymentRun run = run("{\"resources\":["
                + budget(
                        "later",
                        ",\"properties\":{\"amount\":\"[reference(resourceId('Microsoft.Consumption/budgets',"
                                + " 'first')).amount]\"}")
                + "," + budget("first", "") + "],\"outputs\":{"
                + "\"whole\":{\"type\":\"string\",\"value\":\"[reference('first', '2023-11-01', 'Full').name]\"},"
                + "\"none\":{\"type\":\"int\",\"condition\":false,\"value\":1}}}");
        assertThat(names(run)).containsExactly("first", "later");
        assertThatThrownBy(() -> run.body(run.resources().getLast())).hasMessageContaining("has not made before");

        run.answered(run.resources().getFirst(), json("{\"name\":\"first\",\"properties\":{\"amount\":7.50}}"), false);

        assertThat(run.body(run.resources().getLast()).json().at("/properties/amount"))
                .hasToString("7.50");
        assertThat(TemplateJson.write(run.outputs()))
                .isEqualTo("{\"whole\":{\"type\":\"String\",\"value\":\"first\"}}");
    }

    @Test
    void a_condition_leaves_a_resource_out_and_what_depends_on_it_is_made() {
        String template = "{\"parameters\":{\"wanted\":{\"type\":\"bool\",\"defaultValue\":false}},\"resources\":["
                + budget("a", ",\"condition\":\"[parameters('wanted')]\"") + ","
                + budget("b", ",\"dependsOn\":[\"a\"]") + "]}";

        assertThat(names(run(template))).containsExactly("b");
        assertThat(names(run(template, "{\"wanted\":{\"value\":true}}"))).containsExactly("a", "b");
        assertThatThrownBy(() -> run(resources(budget("a", ",\"condition\":\"yes\""))))
                .hasMessageContaining("'condition'");
    }

    @Test
    void loops_make_resources_and_properties() {
        DeploymentRun run = run(resources(
                budget(
                        "[format('b-{0}', copyIndex())]",
                        ",\"copy\":{\"name\":\"each\",\"count\":2},\"properties\":{\"n\":\"[copyIndex('each',"
                                + " 1)]\",\"copy\":[{\"name\":\"mails\",\"count\":2,\"input\":\"[format('{0}{1}',"
                                + " copyIndex('mails'), copyIndex())]\"}],\"[format('key{0}',"
                                + " copyIndex())]\":true}"),
                budget("after", ",\"dependsOn\":[\"each\"]")));

        assertThat(names(run)).containsExactly("b-0", "b-1", "after");
        assertThat(TemplateJson.write(run.body(run.resources().get(1)).json()))
                .isEqualTo("{\"properties\":{\"n\":2,\"mails\":[\"01\",\"11\"],\"key1\":true}}");
    }

    @Test
    void symbolic_names_name_resources_those_of_loops_and_what_is_there_already() {
        DeploymentRun run = run("{\"languageVersion\":\"2.0\",\"resources\":{"
                + "\"looked\":" + budget("there", ",\"existing\":true")
                + ",\"unasked\":" + budget("elsewhere", ",\"existing\":true")
                + ",\"mine\":"
                + budget(
                        "mine",
                        ",\"dependsOn\":[\"looked\",\"rest\"],\"properties\":{\"amount\":\"[reference('looked').amount]\","
                                + "\"id\":\"[resourceInfo('rest[1]').id]\"}")
                + ",\"rest\":" + budget("[format('r{0}', copyIndex())]", ",\"copy\":{\"name\":\"rest\",\"count\":2}")
                + "}}");

        assertThat(names(run)).containsExactly("there", "r0", "r1", "mine");
        assertThat(run.resources().getFirst().isExisting()).isTrue();
        run.answered(run.resources().getFirst(), json("{\"properties\":{\"amount\":5}}"), false);
        assertThat(TemplateJson.write(run.body(run.resources().getLast()).json()))
                .isEqualTo("{\"properties\":{\"amount\":5,\"id\":\"" + id("r1") + "\"}}");
    }

    @Test
    void ids_follow_from_the_scope_of_the_template_or_of_the_resource() {
        String billing = ",\"scope\":\"[tenantResourceId('Microsoft.Billing/billingAccounts', 'acc')]\"";

        assertThat(run(resources(budget("b", ""))).resources().getFirst().id()).isEqualTo(id("b"));
        assertThat(run(resources(budget("b", "")), "{}", AT_GROUP)
                        .resources()
                        .getFirst()
                        .id())
                .isEqualTo(SCOPE + "/resourceGroups/rg-web/providers/Microsoft.Consumption/budgets/b");
        assertThat(run(resources(budget("b", billing)), "{}", AT_TENANT)
                        .resources()
                        .getFirst()
                        .id())
                .isEqualTo(
                        "/providers/Microsoft.Billing/billingAccounts/acc/providers/Microsoft.Consumption/budgets/b");
        assertThatThrownBy(() -> run(resources(budget("a/b", "")))).hasMessageContaining("a name for each word");
    }

    @Test
    void a_template_within_the_template_has_its_own_parameters_and_keeps_its_expressions() {
        String inner = "{\"parameters\":{\"amount\":{\"type\":\"int\"}},\"resources\":["
                + budget("in", ",\"properties\":{\"amount\":\"[parameters('amount')]\"}") + "]}";
        String module =
                "{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"m\",%s\"properties\":{\"mode\":\"Incremental\",%s\"parameters\":{\"amount\":{\"value\":\"[add(1,"
                        + " 2)]\"}},\"template\":"
                        + inner + "}}";
        String scope = "\"expressionEvaluationOptions\":{\"scope\":\"inner\"},";

        DeploymentRun run = run(resources(String.format(module, "\"resourceGroup\":\"rg\",", scope)));

        PlannedResource planned = run.resources().getFirst();
        assertThat(planned.id())
                .isEqualTo("/subscriptions/" + SUBSCRIPTION
                        + "/resourceGroups/rg/providers/Microsoft.Resources/deployments/m");
        DeploymentRequest request = run.body(planned).request();
        assertThat(TemplateJson.write(request.template())).isEqualTo(TemplateJson.write(json(inner)));
        assertThat(TemplateJson.write(request.parameters())).isEqualTo("{\"amount\":{\"value\":3}}");
        assertThatThrownBy(() -> run(resources(String.format(module, "", ""))))
                .hasMessageContaining("expressionEvaluationOptions.scope");
    }

    @Test
    void everything_that_nobody_could_work_out_is_said_before_anything_is_made() {
        for (String resource : new String[] {
            budget("a", ",\"properties\":{\"x\":\"[listKeys('a', 'b')]\"}"),
            budget("a", ",\"properties\":{\"x\":\"[parameters('none')]\"}"),
            budget("a", ",\"properties\":{\"x\":\"[utcNow()]\"}"),
            budget("a", ",\"properties\":{\"[concat('a', ]\":1}"),
            budget("a", ",\"resources\":[" + budget("b", "") + "]"),
            budget("[concat('a', 1, '')]", "").replace("Microsoft.Consumption/budgets", "[concat('a', '/b')]"),
            "\"no object\""
        }) {
            assertThatThrownBy(() -> run(resources(resource)))
                    .as(resource)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("InvalidTemplate");
        }
        assertThatThrownBy(() -> run("{\"resources\":[],\"functions\":[{\"namespace\":\"n\",\"members\":{}}]}"))
                .hasMessageContaining("'functions' are not served");
        assertThatThrownBy(() -> run(
                        "{\"resources\":[],\"outputs\":{\"o\":{\"type\":\"string\",\"value\":\"[pickZones('a')]\"}}}"))
                .hasMessageContaining("'pickZones' is not served");
    }

    @Test
    void what_exists_elsewhere_is_refused_before_anything_is_made_where_parameters_follow_from_an_answer() {
        String inner =
                "{\"languageVersion\":\"2.0\",\"parameters\":{\"amount\":{\"type\":\"int\"}},\"resources\":{\"there\":"
                        + budget(
                                "there",
                                ",\"existing\":true,\"subscriptionId\":\"00000000-0000-0000-0000-000000000002\"")
                        + ",\"mine\":"
                        + budget(
                                "mine",
                                ",\"properties\":{\"a\":\"[parameters('amount')]\",\"x\":\"[reference('there').amount]\"}")
                        + "}}";
        String amount = "{\"amount\":{\"value\":\"[reference('b').amount]\"}}";

        assertThatThrownBy(() -> run(resources(budget("b", ""), module("m", "", amount, inner))))
                .hasMessageContaining("is not within '");
        assertThat(names(run(resources(
                        budget("b", ""),
                        module("m", "", amount, inner.replace("[reference('there').amount]", "nothing"))))))
                .as("nothing is asked of it")
                .containsExactly("b", "m");
        assertThat(names(run(resources(
                        budget("b", ""),
                        module("m", "", amount, inner.replace("00000000-0000-0000-0000-000000000002", SUBSCRIPTION))))))
                .as("it is here")
                .containsExactly("b", "m");
    }

    @Test
    void there_are_fifty_resources_at_most_loops_included() {
        String many = IntStream.range(0, 51).mapToObj(n -> budget("b" + n, "")).collect(Collectors.joining(","));

        assertThatThrownBy(() -> run(resources(many))).hasMessageContaining("more than 50 resources");
        assertThatThrownBy(() -> run(
                        resources(budget("[format('b{0}', copyIndex())]", ",\"copy\":{\"name\":\"c\",\"count\":51}"))))
                .hasMessageContaining("more than 50 resources");
    }
}
