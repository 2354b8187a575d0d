package dev.outlay.budget.deployment;

import static dev.outlay.budget.deployment.Templates.AT_GROUP;
import static dev.outlay.budget.deployment.Templates.AT_SUBSCRIPTION;
import static dev.outlay.budget.deployment.Templates.AT_TENANT;
import static dev.outlay.budget.deployment.Templates.NOW;
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
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot work is known before anything is made, in templates within the template as well. */
class DeploymentPlanTest {

    private static final String INNER = "{\"parameters\":{\"amount\":{\"type\":\"int\"}},\"resources\":["
            + budget("in", ",\"properties\":{\"amount\":\"[parameters('amount')]\"}")
            + "],\"outputs\":{\"amount\":{\"type\":\"int\",\"value\":\"[parameters('amount')]\"}}}";

    private static String within(String inner) {
        return resources(budget("first", ""), module("m", "", "{}", inner));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"o\":{\"type\":\"string\",\"value\":\"[parameters('none')]\"}}",
                "{\"o\":{\"type\":\"int\",\"value\":\"a\"}}",
                "{\"o\":{\"type\":\"string\",\"value\":\"[reference('none').x]\"}}",
                "{\"o\":{\"type\":\"string\",\"value\":\"[reference('left').x]\"}}",
                "{\"o\":{\"type\":\"array\",\"copy\":{\"count\":2,\"input\":\"[variables('none')]\"}}}",
                "{\"o\":{\"type\":\"string\",\"condition\":\"[variables('none')]\",\"value\":\"a\"}}"
            })
    void an_output_that_cannot_be_worked_out(String outputs) {
        assertThatThrownBy(() -> run("{\"resources\":[" + budget("b", "") + "," + budget("left", ",\"condition\":false")
                        + "],\"outputs\":" + outputs + "}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("InvalidTemplate");
    }

    @Test
    void a_reference_to_what_the_template_does_not_make() {
        String other = SCOPE + "/providers/Microsoft.Consumption/budgets/other";

        assertThatThrownBy(() -> run(resources(
                        budget("first", ""),
                        budget("b", ",\"properties\":{\"x\":\"[reference('" + other + "').amount]\"}"))))
                .hasMessageContaining("has not made before");
        assertThat(names(run(resources(budget(
                        "b", ",\"properties\":{\"x\":\"[if(false(), reference('" + other + "').amount, 1)]\"}")))))
                .as("what is not chosen is not asked for")
                .containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resources\":[],\"functions\":[{\"namespace\":\"n\",\"members\":{}}]}",
                "{\"parameters\":{\"p\":{\"type\":\"int\"}},\"resources\":[]}",
                "{\"resources\":[],\"outputs\":{\"o\":{\"type\":\"string\",\"value\":\"[parameters('none')]\"}}}",
                "{\"resources\":[{\"type\":\"Microsoft.Consumption/budgets\",\"apiVersion\":\"2023-11-01\",\"name\":\"a\",\"scope\":\"/subscriptions/other\"}]}",
                "{\"resources\":[{\"type\":\"Microsoft.Consumption/budgets\",\"apiVersion\":\"2023-11-01\",\"name\":\"a\",\"dependsOn\":[\"z\"]}]}",
                "{\"resources\":[{\"type\":\"Microsoft.Consumption/budgets\",\"apiVersion\":\"2023-11-01\",\"name\":\"a\",\"properties\":{\"x\":\"[reference('z')]\"}}]}"
            })
    void what_is_wrong_with_a_template_within_the_template(String inner) {
        assertThatThrownBy(() -> run(within(inner)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("InvalidTemplate");
        assertThatThrownBy(() -> run(within(within(inner)))).isInstanceOf(RefusedException.class);
    }

    @Test
    void what_is_given_to_it_and_where_it_is() {
        assertThatThrownBy(() -> run(resources(module("m", "", "{\"amount\":{\"value\":\"a\"}}", INNER))))
                .hasMessageContaining("must be of type Int");
        assertThatThrownBy(() -> run(resources(module("m", "", "{\"more\":{\"value\":1}}", INNER))))
                .hasMessageContaining("declares none");
        assertThatThrownBy(() -> run(resources(module("a%20b", "", "{}", "{\"resources\":[]}"))))
                .hasMessageContaining("InvalidDeploymentName");
        assertThatThrownBy(() -> run(resources(module(
                        "m",
                        "\"scope\":\"/providers/Microsoft.Management/managementGroups/g\",",
                        "{}",
                        "{\"resources\":[]}"))))
                .hasMessageContaining("is not at a subscription, a resource group or the tenant");
        assertThatThrownBy(() -> run(resources(module("d-1", "", "{}", "{\"resources\":[]}"))))
                .hasMessageContaining("is within itself");
        assertThatThrownBy(() -> run(resources(
                        module("m", "\"location\":\"[json('\\\"\\\\u0000\\\"')]\",", "{}", "{\"resources\":[]}"))))
                .hasMessageContaining("'location'");
    }

    @Test
    void templates_are_in_each_other_four_deep() {
        String deep = "{\"resources\":[]}";
        for (int depth = 4; depth > 0; depth--) {
            deep = resources(module("m" + depth, "", "{}", deep));
        }
        assertThat(run(deep).foreseen()).hasSize(4);
        String deeper = resources(module("m0", "", "{}", deep));
        assertThatThrownBy(() -> run(deeper)).hasMessageContaining("more than 4 deep");
    }

    @Test
    void what_they_will_make_is_foreseen_and_worked_out_once() {
        String named = "{\"parameters\":{\"id\":{\"type\":\"string\",\"defaultValue\":\"[newGuid()]\"}},\"resources\":["
                + budget("[parameters('id')]", "") + "]}";
        DeploymentRun run = run(resources(module("m", "\"resourceGroup\":\"rg\",", "{}", named), budget("b", "")));

        assertThat(run.foreseen()).extracting(PlannedResource::type).hasSize(3);
        String foreseen = run.foreseen().get(1).id();
        assertThat(foreseen).startsWith(SCOPE + "/resourceGroups/rg/providers/Microsoft.Consumption/budgets/");
        DeploymentRequest request = run.body(run.resources().getFirst()).request();
        DeployedAt at = new DeployedAt(SUBSCRIPTION.toUpperCase(Locale.ROOT), "RG", "tenant-1", "m", null);
        assertThat(DeploymentRun.of(request, at, NOW.plusSeconds(9), new Work()).resources())
                .extracting(PlannedResource::id)
                .containsExactly(foreseen);
    }

    @Test
    void what_follows_from_an_answer_is_worked_out_when_it_is_there_and_its_types_are_known() {
        String inner = "{\"parameters\":{\"amount\":{\"type\":\"int\"}},\"resources\":["
                + budget("[format('b{0}', parameters('amount'))]", "") + "," + budget("fixed", "")
                + "],\"outputs\":{\"o\":{\"type\":\"int\",\"value\":\"[parameters('amount')]\"}}}";
        DeploymentRun run = run(resources(
                budget("b", ""), module("m", "", "{\"amount\":{\"value\":\"[reference('b').amount]\"}}", inner)));

        assertThat(run.foreseen()).extracting(PlannedResource::name).containsExactly("b", "m", "fixed");
        assertThat(run.unplanned())
                .containsExactly(new UnplannedResource("Microsoft.Consumption/budgets", "2023-11-01"));
        run.answered(run.resources().getFirst(), json("{\"properties\":{\"amount\":7}}"), false);
        DeploymentRequest request = run.body(run.resources().getLast()).request();
        DeployedAt at = new DeployedAt(SUBSCRIPTION, null, "tenant-1", "m", null);
        DeploymentRun within = DeploymentRun.of(request, at, NOW, new Work());
        assertThat(names(within)).containsExactly("b7", "fixed");
        assertThat(within.outputs().at("/o/value").intValue()).isEqualTo(7);
    }

    /** Whether they are known before or not. */
    @Test
    void resources_are_counted_once_with_those_of_templates_within_the_template() {
        String many = IntStream.range(0, 48).mapToObj(n -> budget("b" + n, "")).collect(Collectors.joining(","));
        String inner = "{\"parameters\":{\"n\":{\"type\":\"int\"}},\"resources\":[" + many + "]}";

        for (String given : List.of("1", "\"[reference('a').amount]\"")) {
            Work work = new Work();
            DeploymentRun run =
                    run(resources(budget("a", ""), module("m", "", "{\"n\":{\"value\":" + given + "}}", inner)), work);
            run.answered(run.resources().getFirst(), json("{\"properties\":{\"amount\":1}}"), false);
            DeploymentRequest request = run.body(run.resources().getLast()).request();
            DeployedAt at = new DeployedAt(SUBSCRIPTION, null, "tenant-1", "m", null);
            assertThat(DeploymentRun.of(request, at, NOW, work).resources()).hasSize(48);
            assertThatThrownBy(() -> run(resources(
                            budget("a", ""),
                            budget("b", ""),
                            module("m", "", "{\"n\":{\"value\":" + given + "}}", inner))))
                    .hasMessageContaining("more than 50 resources");
        }
    }

    /** Elsewhere other people read what is kept here; and at a billing scope amounts are those of invoices. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/providers/Microsoft.Billing/billingAccounts/acc",
                "/subscriptions/00000000-0000-0000-0000-000000000002",
                "/",
                "/subscriptions/0f3b8a3c-5f0e-4a52-8d5e-2f6c8f1b7e012"
            })
    void a_resource_is_within_the_scope_of_its_deployment(String scope) {
        String resource = budget("b", ",\"scope\":\"" + scope + "\"");
        String existing = "{\"languageVersion\":\"2.0\",\"resources\":{\"b\":"
                + budget("b", ",\"existing\":true,\"scope\":\"" + scope + "\"")
                + "},\"outputs\":{\"o\":{\"type\":\"object\",\"value\":\"[reference('b')]\"}}}";

        for (DeployedAt at : List.of(AT_SUBSCRIPTION, AT_GROUP)) {
            assertThatThrownBy(() -> run(resources(resource), "{}", at)).hasMessageContaining("is not within '");
            assertThatThrownBy(() -> run(existing, "{}", at)).hasMessageContaining("is not within '");
        }
        assertThat(names(run(resources(resource), "{}", AT_TENANT))).containsExactly("b");
        assertThat(names(run(existing, "{}", AT_TENANT))).containsExactly("b");
    }

    @Test
    void a_resource_group_is_within_its_subscription_and_not_the_other_way_round() {
        String group = budget("b", ",\"scope\":\"" + SCOPE.toUpperCase(Locale.ROOT) + "/resourceGroups/RG\"");
        String above = budget("b", ",\"scope\":\"" + SCOPE + "\"");

        assertThat(names(run(resources(group)))).containsExactly("b");
        assertThatThrownBy(() -> run(resources(above), "{}", AT_GROUP)).hasMessageContaining("is not within '");
        assertThat(run(
                                "{\"languageVersion\":\"2.0\",\"resources\":{\"b\":"
                                        + above.replace("\"scope\"", "\"existing\":true,\"scope\"") + "}}",
                                "{}",
                                AT_GROUP)
                        .resources())
                .as("nothing is asked of it")
                .isEmpty();
    }

    @Test
    void what_came_of_a_module_at_another_subscription_is_not_told_here() {
        String other = "\"subscriptionId\":\"00000000-0000-0000-0000-000000000002\",";
        String asking = budget("b", ",\"properties\":{\"x\":\"[reference('m').outputs.amount.value]\"}");
        String amount = "{\"amount\":{\"value\":1}}";

        assertThatThrownBy(() -> run(resources(module("m", other, amount, INNER), asking)))
                .hasMessageContaining("in another subscription");
        assertThatThrownBy(() -> run(resources(module("m", "\"scope\":\"/\",", amount, INNER), asking)))
                .hasMessageContaining("in another subscription");
        DeploymentRun unasked = run(resources(module("m", other, amount, INNER)));
        assertThat(unasked.body(unasked.resources().getFirst()).secret()).isTrue();
        DeploymentRun here = run(resources(module("m", "\"resourceGroup\":\"rg\",", amount, INNER), asking));
        assertThat(here.body(here.resources().getFirst()).secret()).isFalse();
        assertThat(names(run(resources(module("m", other, amount, INNER), asking), "{}", AT_TENANT)))
                .containsExactly("m", "b");
    }

    @Test
    void what_exists_in_a_resource_group_is_looked_up_there() {
        DeploymentRun run = run(
                "{\"languageVersion\":\"2.0\",\"resources\":{\"ag\":"
                        + budget("ag", ",\"existing\":true,\"resourceGroup\":\"mon\"") + ",\"same\":"
                        + budget(
                                "same",
                                ",\"existing\":true,\"subscriptionId\":\"[subscription().subscriptionId]\",\"resourceGroup\":\"mon\"")
                        + "},\"outputs\":{\"o\":{\"type\":\"string\",\"value\":\"[concat(reference('ag').x, reference('same').x)]\"}}}");

        assertThat(run.resources())
                .extracting(PlannedResource::id)
                .containsExactly(
                        SCOPE + "/resourceGroups/mon/providers/Microsoft.Consumption/budgets/ag",
                        SCOPE + "/resourceGroups/mon/providers/Microsoft.Consumption/budgets/same");
    }

    @Test
    void what_exists_is_looked_up_where_a_loop_asks_for_it() {
        String template = "{\"languageVersion\":\"2.0\",\"resources\":{\"mine\":"
                + budget(
                        "mine",
                        ",\"properties\":{\"copy\":[{\"name\":\"all\",\"count\":2,\"input\":\"[reference(format('there[{0}]', copyIndex('all'))).x]\"}]}")
                + ",\"there\":"
                + budget(
                        "[format('t{0}', copyIndex())]", ",\"existing\":true,\"copy\":{\"name\":\"there\",\"count\":3}")
                + ",\"aside\":" + budget("aside", ",\"existing\":true") + "}}";

        assertThat(names(run(template))).containsExactly("t0", "t1", "mine");
        assertThat(names(run(template.replace("format('there[{0}]', copyIndex('all'))", "reference('there[2]').of"))))
                .as("which one follows from an answer")
                .containsExactly("t0", "t1", "t2", "aside", "mine");
    }

    @Test
    void a_symbol_is_not_taken_for_the_name_of_another_resource() {
        DeploymentRun run = run("{\"languageVersion\":\"2.0\",\"resources\":{\"a\":" + budget("b", "") + ",\"b\":"
                + budget("a", ",\"properties\":{\"x\":\"[reference('a').x]\"}") + "}}");

        assertThat(names(run)).containsExactly("b", "a");
        run.answered(run.resources().getFirst(), json("{\"properties\":{\"x\":\"of b\"}}"), false);
        assertThat(run.body(run.resources().getLast())
                        .json()
                        .at("/properties/x")
                        .textValue())
                .isEqualTo("of b");
        assertThatThrownBy(() -> run("{\"languageVersion\":\"2.0\",\"resources\":{\"one\":" + budget("x", "")
                        + ",\"two\":" + budget("y", ",\"dependsOn\":[\"x\"]") + "}}"))
                .hasMessageContaining("depends on 'x'");
    }

    @Test
    void in_a_list_a_name_of_several_is_refused() {
        String view = budget("same", "").replace("Consumption/budgets", "CostManagement/views");
        String asking = budget("b", ",\"properties\":{\"x\":\"[reference('same').x]\"}");

        assertThatThrownBy(() -> run(resources(budget("same", ""), view, budget("b", ",\"dependsOn\":[\"same\"]"))))
                .hasMessageContaining("'same' is the name of several resources");
        assertThatThrownBy(() -> run(resources(budget("same", ""), view, asking)))
                .hasMessageContaining("'same' is the name of several resources");
        assertThat(names(run(resources(budget("b", ",\"dependsOn\":[\"Microsoft.CostManagement/views/same\"]"), view))))
                .containsExactly("same", "b");
    }
}
