package dev.outlay.budget.deployment;

import static dev.outlay.budget.deployment.Templates.AT_TENANT;
import static dev.outlay.budget.deployment.Templates.budget;
import static dev.outlay.budget.deployment.Templates.resources;
import static dev.outlay.budget.deployment.Templates.run;
import static dev.outlay.budget.deployment.Templates.worked;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which loop {@code copyIndex()} means: Bicep leaves the name out for loops of resources, modules and outputs. */
class LoopTest {

    @Test
    void without_a_name_it_is_the_loop_of_the_resource_also_within_one_of_properties() {
        DeploymentRun run = run(
                resources(
                        budget(
                                "[format('b{0}', copyIndex())]",
                                ",\"copy\":{\"name\":\"budgets\",\"count\":2},\"properties\":{\"copy\":[{\"name\":\"mails\",\"count\":2,\"input\":"
                                        + "{\"to\":\"[format('{0}{1}', copyIndex('mails'), copyIndex())]\",\"copy\":[{\"name\":\"deep\",\"count\":1,\"input\":\"[copyIndex(10)]\"}]}}]}")));

        assertThat(TemplateJson.write(run.body(run.resources().getLast()).json()))
                .isEqualTo(
                        "{\"properties\":{\"mails\":[{\"to\":\"01\",\"deep\":[11]},{\"to\":\"11\",\"deep\":[11]}]}}");
    }

    @Test
    void without_a_name_it_is_the_loop_of_the_output() {
        DeploymentRun run = run(
                "{\"resources\":[],\"outputs\":{\"o\":{\"type\":\"array\",\"copy\":{\"count\":2,\"input\":"
                        + "{\"n\":\"[copyIndex()]\",\"copy\":[{\"name\":\"in\",\"count\":2,\"input\":\"[add(mul(10, copyIndex()), copyIndex('in'))]\"}]}}}}}");

        assertThat(TemplateJson.write(run.outputs().at("/o/value")))
                .isEqualTo("[{\"n\":0,\"in\":[0,1]},{\"n\":1,\"in\":[10,11]}]");
    }

    @Test
    void where_there_is_none_of_these_it_is_the_innermost() {
        String variables =
                "{\"copy\":[{\"name\":\"v\",\"count\":2,\"input\":{\"copy\":[{\"name\":\"in\",\"count\":2,\"input\":\"[add(mul(10, copyIndex('v')), copyIndex())]\"}]}}]}";

        assertThat(TemplateJson.write(worked("variables('v')", "{}", variables, AT_TENANT)))
                .isEqualTo("[{\"in\":[0,1]},{\"in\":[10,11]}]");
    }
}
