package dev.outlay.budget.deployment;

import static dev.outlay.budget.deployment.Templates.budget;
import static dev.outlay.budget.deployment.Templates.json;
import static dev.outlay.budget.deployment.Templates.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.refusal.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a parameter may be, and that one that is secure is said nowhere. */
class ParametersTest {

    private static final String SECRET = "hunter2";

    private static final String MODULE =
            "{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"m\",%s"
                    + "\"properties\":{\"mode\":\"Incremental\",\"expressionEvaluationOptions\":{\"scope\":\"inner\"},\"template\":%t}}";

    private static String template(String parameter) {
        return "{\"parameters\":{\"p\":" + parameter + "},\"resources\":[]}";
    }

    private static String given(String value) {
        return "{\"p\":{\"value\":" + value + "}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"string\"} | 1 | must be of type String",
                "{\"type\":\"int\"} | 1.5 | must be of type Int",
                "{\"type\":\"bool\"} | \"true\" | must be of type Bool",
                "{\"type\":\"array\"} | {} | must be of type Array",
                "{\"type\":\"object\"} | [] | must be of type Object",
                "{\"type\":\"secureString\"} | 1 | must be of type SecureString",
                "{\"type\":\"string\"} | null | must be of type String",
                "{\"type\":\"string\",\"allowedValues\":[\"a\",\"b\"]} | \"c\" | is none of the allowed values",
                "{\"type\":\"array\",\"allowedValues\":[\"a\",\"b\"]} | [\"a\",\"c\"] | is none of the allowed values",
                "{\"type\":\"int\",\"minValue\":2} | 1 | must have a value of 2 or more",
                "{\"type\":\"int\",\"maxValue\":2} | 3 | must have a value of 2 or less",
                "{\"type\":\"string\",\"minLength\":2} | \"a\" | must have a length of 2 or more",
                "{\"type\":\"array\",\"maxLength\":1} | [1,2] | must have a length of 1 or less",
                "{\"type\":\"number\"} | 1 | 'number' of the template's 'p' is not known",
                "{\"$ref\":\"#/definitions/none\"} | 1 | is not known"
            })
    void what_a_parameter_may_not_be_is_refused(String parameter, String value, String why) {
        assertThatThrownBy(() -> run(template(parameter), given(value)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void what_a_parameter_may_be_is_shown() {
        DeploymentRun run = run(
                template("{\"type\":\"array\",\"allowedValues\":[\"a\",\"b\"],\"maxLength\":2}"),
                given("[\"b\",\"a\"]"));

        assertThat(TemplateJson.write(run.parameters()))
                .isEqualTo("{\"p\":{\"type\":\"Array\",\"value\":[\"b\",\"a\"]}}");
        assertThat(run(template("{\"type\":\"string\",\"nullable\":true}")).parameters())
                .isEqualTo(json("{\"p\":{\"type\":\"String\",\"value\":null}}"));
        assertThat(
                        run("{\"definitions\":{\"size\":{\"type\":\"int\",\"minValue\":1}},\"parameters\":{\"p\":{\"$ref\":\"#/definitions/size\",\"defaultValue\":4}},\"resources\":[]}")
                                .parameters())
                .isEqualTo(json("{\"p\":{\"type\":\"Int\",\"value\":4}}"));
    }

    @Test
    void what_is_given_and_not_declared_or_declared_and_not_given_is_refused() {
        assertThatThrownBy(() -> run(template("{\"type\":\"string\"}"))).hasMessageContaining("is not given");
        assertThatThrownBy(() -> run("{\"resources\":[]}", given("1"))).hasMessageContaining("declares none");
        assertThatThrownBy(() -> run(
                        template("{\"type\":\"string\"}"),
                        "{\"p\":{\"reference\":{\"keyVault\":{\"id\":\"x\"},\"secretName\":\"s\"}}}"))
                .hasMessageContaining("key vault");
    }

    @Test
    void a_secret_is_neither_in_parameters_nor_in_outputs_by_however_many_steps() {
        DeploymentRun run = run(
                "{\"parameters\":{\"p\":{\"type\":\"securestring\"},\"follows\":{\"type\":\"string\",\"defaultValue\":\"[concat(parameters('p'),"
                        + " 'x')]\"}},"
                        + "\"variables\":{\"v\":{\"in\":\"[toUpper(parameters('follows'))]\"},\"w\":\"[variables('v')]\"},"
                        + "\"resources\":[" + budget("b", ",\"properties\":{\"x\":\"[variables('w').in]\"}") + ","
                        + budget("open", ",\"properties\":{\"x\":1}") + "],"
                        + "\"outputs\":{\"o\":{\"type\":\"string\",\"value\":\"[variables('w').in]\"},"
                        + "\"echo\":{\"type\":\"object\",\"value\":\"[reference('b')]\"},"
                        + "\"plain\":{\"type\":\"int\",\"value\":1}}}",
                given("\"" + SECRET + "\""));

        DeploymentRun.Body body = run.body(run.resources().getFirst());
        assertThat(body.json().at("/properties/x").textValue()).isEqualTo("HUNTER2X");
        assertThat(body.secret()).isTrue();
        assertThat(run.body(run.resources().getLast()).secret()).isFalse();
        run.answered(run.resources().getFirst(), json("{\"properties\":{\"x\":\"HUNTER2X\"}}"), body.secret());
        assertThat(TemplateJson.write(run.parameters()))
                .isEqualTo("{\"p\":{\"type\":\"SecureString\"},\"follows\":{\"type\":\"SecureString\"}}");
        assertThat(TemplateJson.write(run.outputs()))
                .isEqualTo(
                        "{\"o\":{\"type\":\"SecureString\"},\"echo\":{\"type\":\"SecureObject\"},\"plain\":{\"type\":\"Int\",\"value\":1}}");
    }

    @Test
    void a_secret_is_in_no_id_and_in_no_message() {
        String declared = "{\"parameters\":{\"p\":{\"type\":\"securestring\"}},\"resources\":[%s]}";

        for (String resource : new String[] {
            budget("[parameters('p')]", ""),
            budget("b", ",\"scope\":\"[parameters('p')]\""),
            MODULE.replace("%s", "\"location\":\"[parameters('p')]\",").replace("%t", "{\"resources\":[]}"),
            budget("b", ",\"properties\":{\"x\":\"[int(parameters('p'))]\"}"),
            budget("b", ",\"properties\":{\"x\":\"[variables(parameters('p'))]\"}"),
            budget("b", ",\"properties\":{\"x\":\"[createObject('a', 1)[parameters('p')]]\"}")
        }) {
            assertThatThrownBy(() -> run(String.format(declared, resource), given("\"" + SECRET + "\"")))
                    .as(resource)
                    .isInstanceOf(RefusedException.class)
                    .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(SECRET));
        }
    }

    @Test
    void a_secret_that_is_given_on_stays_one() {
        DeploymentRun run = run(
                "{\"parameters\":{\"p\":{\"type\":\"securestring\"}},\"resources\":[{\"type\":\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"m\","
                        + "\"properties\":{\"mode\":\"Incremental\",\"expressionEvaluationOptions\":{\"scope\":\"inner\"},\"parameters\":{\"Plain\":{\"value\":\"[parameters('p')]\"}},"
                        + "\"template\":{\"parameters\":{\"plain\":{\"type\":\"string\"}},\"resources\":[]}}}]}",
                given("\"" + SECRET + "\""));

        DeploymentRequest inner = run.body(run.resources().getFirst()).request();

        assertThat(inner.secret()).containsExactly("plain");
        assertThat(TemplateJson.write(DeploymentRun.of(inner, Templates.AT_SUBSCRIPTION, Templates.NOW, new Work())
                        .parameters()))
                .isEqualTo("{\"plain\":{\"type\":\"SecureString\"}}");
    }

    /** {@code type c = { @secure() pw: string }}, and wherever else a type can be. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"object\",\"properties\":{\"pw\":{\"type\":\"securestring\"}}} | {\"pw\":\"hunter2\"}",
                "{\"type\":\"object\",\"properties\":{\"in\":{\"$ref\":\"#/definitions/inner\"}}} | {\"in\":{\"pw\":\"hunter2\"}}",
                "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"secureString\"}} | {\"pw\":\"hunter2\"}",
                "{\"type\":\"array\",\"items\":{\"$ref\":\"#/definitions/inner\"}} | [{\"pw\":\"hunter2\"}]",
                "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"int\"},{\"type\":\"securestring\"}]} | [1,\"hunter2\"]",
                "{\"type\":\"object\",\"discriminator\":{\"propertyName\":\"k\",\"mapping\":{\"a\":{\"$ref\":\"#/definitions/inner\"}}}} | {\"k\":\"a\",\"pw\":\"hunter2\"}",
                "{\"$ref\":\"#/definitions/self\"} | {\"pw\":\"hunter2\"}"
            })
    void a_type_with_something_secure_in_it_is_a_secret_as_a_whole(String type, String value) {
        String definitions = "{\"inner\":{\"type\":\"object\",\"properties\":{\"pw\":{\"type\":\"securestring\"}}},"
                + "\"self\":{\"type\":\"object\",\"properties\":{\"pw\":{\"type\":\"securestring\"},\"next\":{\"$ref\":\"#/definitions/self\",\"nullable\":true}}},"
                + "\"c\":" + type + "}";
        DeploymentRun run = run(
                "{\"definitions\":" + definitions
                        + ",\"parameters\":{\"p\":{\"$ref\":\"#/definitions/c\"}},\"resources\":["
                        + budget("b", ",\"properties\":{\"x\":\"[parameters('p')]\"}") + "],\"outputs\":{"
                        + "\"typed\":{\"$ref\":\"#/definitions/c\",\"value\":" + value
                        + "},\"plain\":{\"type\":\"string\",\"value\":\"[string(parameters('p'))]\"}}}",
                given(value));

        assertThat(run.body(run.resources().getFirst()).secret()).isTrue();
        assertThat(TemplateJson.write(run.parameters())).contains("Secure").doesNotContain(SECRET);
        assertThat(TemplateJson.write(run.outputs())).contains("Secure").doesNotContain(SECRET);
    }
}
