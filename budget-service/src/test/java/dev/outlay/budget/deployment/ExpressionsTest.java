package dev.outlay.budget.deployment;

import static dev.outlay.budget.deployment.Templates.AT_GROUP;
import static dev.outlay.budget.deployment.Templates.AT_TENANT;
import static dev.outlay.budget.deployment.Templates.SCOPE;
import static dev.outlay.budget.deployment.Templates.json;
import static dev.outlay.budget.deployment.Templates.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.budget.refusal.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions of templates are, as Azure's documentation says of its functions. */
class ExpressionsTest {

    /** The bar parts an expression from what it is, as JSON. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'a text' | \"a text\"",
                "'it''s' | \"it's\"",
                "-12 | -12",
                "toLower('AbC') | \"abc\"",
                "TOUPPER('AbC') | \"ABC\"",
                "trim('  a b ') | \"a b\"",
                "concat('a', 1, true()) | \"a1True\"",
                "concat(createArray(1), createArray(2, 3)) | [1,2,3]",
                "format('{0}-{1}/{0}', 'a', 7) | \"a-7/a\"",
                "format('{{{0}}}', 'a') | \"{a}\"",
                "substring('budgets', 2) | \"dgets\"",
                "substring('budgets', 2, 3) | \"dge\"",
                "replace('123-123-1234', '-', '') | \"1231231234\"",
                "split('one,two;three', createArray(',', ';')) | [\"one\",\"two\",\"three\"]",
                "split('one,two', ',') | [\"one\",\"two\"]",
                "join(createArray('one', 'two', 3), '-') | \"one-two-3\"",
                "padLeft('123', 5, '0') | \"00123\"",
                "startsWith('abcdef', 'AB') | true",
                "endsWith('abcdef', 'eF') | true",
                "endsWith('f', 'ef') | false",
                "indexOf('test', 'T') | 0",
                "lastIndexOf('test', 't') | 3",
                "indexOf('test', 'z') | -1",
                "base64('one') | \"b25l\"",
                "string(createObject('a', 1)) | \"{\\\"a\\\":1}\"",
                "string(false()) | \"False\"",
                "length('abc') | 3",
                "length(createArray(1, 2)) | 2",
                "empty('') | true",
                "empty(null()) | true",
                "empty(createObject()) | true",
                "contains('abc', 'b') | true",
                "contains(createArray('one', 'two'), 'ONE') | false",
                "contains(createObject('One', 1), 'one') | true",
                "coalesce(null(), 'a', 'b') | \"a\"",
                "if(true(), 'yes', 'no') | \"yes\"",
                "if(false(), substring('', 5), 'no') | \"no\"",
                "and(true(), false()) | false",
                "or(false(), true()) | true",
                "or(true(), substring('', 5)) | true",
                "not(false()) | true",
                "equals('a', 'A') | false",
                "equals(createArray(1), createArray(1)) | true",
                "less(1, 2) | true",
                "lessOrEquals('b', 'a') | false",
                "greater(2, 2) | false",
                "greaterOrEquals(2, 2) | true",
                "add(1, 2) | 3",
                "sub(1, 2) | -1",
                "mul(3, 4) | 12",
                "div(7, 2) | 3",
                "mod(7, 3) | 1",
                "min(createArray(3, 1, 2)) | 1",
                "max(3, 1) | 3",
                "int('-7') | -7",
                "bool('True') | true",
                "bool(0) | false",
                "json('[1.50, null]')[0] | 1.50",
                "equals(json('[1, 2.0]'), createArray(1, 2)) | true",
                "array('a') | [\"a\"]",
                "createObject('a', 1, 'b', createArray()) | {\"a\":1,\"b\":[]}",
                "union(createArray(1, 2), createArray(2, 3)) | [1,2,3]",
                "union(createObject('a', createObject('b', 1)), createObject('a', createObject('c', 2))) |"
                        + " {\"a\":{\"b\":1,\"c\":2}}",
                "shallowMerge(createArray(createObject('a', 1), createObject('a', 2))) | {\"a\":2}",
                "flatten(createArray(createArray(1), createArray(2))) | [1,2]",
                "first('abc') | \"a\"",
                "last(createArray(1, 2)) | 2",
                "take(createArray(1, 2, 3), 2) | [1,2]",
                "skip('abc', 1) | \"bc\"",
                "take(createArray(1, 2), -1) | []",
                "take('abc', -1) | \"\"",
                "take('abc', 9) | \"abc\"",
                "skip(createArray(1, 2), -1) | [1,2]",
                "skip('abc', -2) | \"abc\"",
                "skip('abc', 9) | \"\"",
                "range(5, 3) | [5,6,7]",
                "items(createObject('b', 1, 'a', 2)) | [{\"key\":\"a\",\"value\":2},{\"key\":\"b\",\"value\":1}]",
                "objectKeys(createObject('b', 1, 'a', 2)) | [\"a\",\"b\"]",
                "tryGet(createObject('a', createArray(7)), 'a', 0) | 7",
                "tryGet(createObject('a', 1), 'b', 'c') | null",
                "createObject('A', createArray(1, 2)).a[1] | 2",
                "createObject('a', 1)['A'] | 1",
                "dateTimeAdd('2026-01-31T00:00:00Z', 'P1M', 'yyyy-MM-dd') | \"2026-02-28\"",
                "dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y') | \"4/7/2023 2:53:14 PM\"",
                "dateTimeAdd('2026-01-01', '-PT1H', 'yyyy-MM-ddTHH:mm:ssZ') | \"2025-12-31T23:00:00Z\"",
                "deployment().name | \"d-1\"",
                "deployment().location | \"westeurope\"",
                "tenant().tenantId | \"tenant-1\""
            })
    void a_function_is_what_it_is_on_Azure(String expression, String value) {
        assertThat(written(worked(expression))).as(expression).isEqualTo(written(json(value)));
    }

    /** One number can be several nodes. */
    private static String written(JsonNode value) {
        return TemplateJson.write(value);
    }

    @Test
    void ids_follow_from_where_the_template_is_deployed() {
        String below = "/providers/Microsoft.Consumption/budgets/b";
        String budget = "'Microsoft.Consumption/budgets', 'b')";

        assertThat(worked("resourceId(" + budget).textValue()).isEqualTo(SCOPE + below);
        assertThat(worked("subscriptionResourceId(" + budget).textValue()).isEqualTo(SCOPE + below);
        assertThat(worked("subscriptionResourceId('s', " + budget).textValue()).isEqualTo("/subscriptions/s" + below);
        assertThat(worked("resourceId('s', 'g', " + budget).textValue())
                .isEqualTo("/subscriptions/s/resourceGroups/g" + below);
        assertThat(worked("tenantResourceId('Microsoft.Billing/billingAccounts', 'a')")
                        .textValue())
                .isEqualTo("/providers/Microsoft.Billing/billingAccounts/a");
        assertThat(worked("extensionResourceId(subscription().id, " + budget).textValue())
                .isEqualTo(SCOPE + below);
        assertThat(worked("resourceId(" + budget, "{}", "{}", AT_GROUP).textValue())
                .isEqualTo(SCOPE + "/resourceGroups/rg-web" + below);
        assertThat(worked("resourceId('other', " + budget, "{}", "{}", AT_GROUP).textValue())
                .isEqualTo(SCOPE + "/resourceGroups/other" + below);
        assertThat(worked("resourceGroup().name", "{}", "{}", AT_GROUP).textValue())
                .isEqualTo("rg-web");
        assertThat(worked("resourceId(" + budget, "{}", "{}", AT_TENANT).textValue())
                .isEqualTo(below);
        assertThatThrownBy(() -> worked("subscription().id", "{}", "{}", AT_TENANT))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> worked("resourceGroup().id")).isInstanceOf(RefusedException.class);
    }

    @Test
    void parameters_and_variables_are_found_in_any_casing_and_follow_from_each_other() {
        String parameters = "{\"Base\":{\"type\":\"string\",\"defaultValue\":\"x\"},"
                + "\"name\":{\"type\":\"string\",\"defaultValue\":\"[concat(parameters('base'), '-1')]\"}}";
        String variables = "{\"full\":{\"of\":\"[parameters('NAME')]\"},"
                + "\"copy\":[{\"name\":\"three\",\"count\":3,\"input\":\"[copyIndex('three', 1)]\"}]}";

        assertThat(worked("variables('FULL').of", parameters, variables, AT_TENANT)
                        .textValue())
                .isEqualTo("x-1");
        assertThat(written(worked("variables('three')", parameters, variables, AT_TENANT)))
                .isEqualTo("[1,2,3]");
    }

    @Test
    void the_time_is_for_defaults_of_parameters_alone() {
        String parameters =
                "{\"start\":{\"type\":\"string\",\"defaultValue\":\"[utcNow('yyyy-MM-01T00:00:00Z')]\"},\"now\":{\"type\":\"string\",\"defaultValue\":\"[utcNow()]\"}}";

        assertThat(worked("parameters('start')", parameters, "{}", AT_TENANT).textValue())
                .isEqualTo("2026-11-01T00:00:00Z");
        assertThat(worked("parameters('now')", parameters, "{}", AT_TENANT).textValue())
                .isEqualTo("20261127T040506Z");
        assertThatThrownBy(() -> worked("utcNow()")).hasMessageContaining("default values of parameters");
        assertThatThrownBy(() -> worked("variables('v')", "{}", "{\"v\":\"[utcNow()]\"}", AT_TENANT))
                .hasMessageContaining("default values of parameters");
    }

    @Test
    void a_text_that_begins_with_two_brackets_begins_with_one() {
        assertThat(ExpressionParser.isExpression("[[not one]")).isFalse();
        assertThat(ExpressionParser.plain("[[not one]")).isEqualTo("[not one]");
        assertThat(ExpressionParser.isExpression("[x")).isFalse();
        assertThat(ExpressionParser.plain("[x")).isEqualTo("[x");
    }
}
