package dev.outlay.budget.deployment;

import static dev.outlay.budget.deployment.Templates.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.refusal.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of types that Bicep compiles hold. */
class TypedValueTest {

    private static final String DEFINITIONS = """
            {"limits": {"type": "object", "properties": {
                 "amount": {"type": "int", "minValue": 1},
                 "mails": {"type": "array", "items": {"type": "string", "minLength": 3}, "nullable": true},
                 "grain": {"type": "string", "allowedValues": ["Monthly", "Quarterly"], "nullable": true}},
               "additionalProperties": false},
             "names": {"type": "object", "properties": {}, "additionalProperties": {"type": "string", "maxLength": 3}},
             "pair": {"type": "array", "prefixItems": [{"type": "int"}, {"type": "string"}], "items": false},
             "tree": {"type": "object", "properties": {"below": {"$ref": "#/definitions/tree", "nullable": true}}, "additionalProperties": false},
             "way": {"type": "object", "discriminator": {"propertyName": "kind", "mapping": {
                 "mail": {"type": "object", "properties": {"kind": {"type": "string", "allowedValues": ["mail"]}, "to": {"type": "string"}}},
                 "hook": {"$ref": "#/definitions/hook"}}}},
             "hook": {"type": "object", "properties": {"kind": {"type": "string"}, "uri": {"type": "string"}}, "additionalProperties": false},
             "short": {"type": "string", "maxLength": 3},
             "round": {"$ref": "#/definitions/round"}}
            """;

    private static DeploymentRun given(String declared, String value) {
        return run(
                "{\"definitions\":" + DEFINITIONS + ",\"parameters\":{\"p\":" + declared + "},\"resources\":[]}",
                "{\"p\":{\"value\":" + value + "}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "limits | {\"amount\":0} | must have a value of 1 or more, at 'amount'",
                "limits | {\"amount\":\"1\"} | must be of type Int, at 'amount'",
                "limits | {} | lacks 'amount'",
                "limits | {\"amount\":1,\"more\":2} | has a property that its type does not declare",
                "limits | {\"amount\":1,\"grain\":\"Daily\"} | is none of the allowed values, at 'grain'",
                "limits | {\"amount\":1,\"mails\":[\"a@b\",\"x\"]} | must have a length of 3 or more, at 'mails[]'",
                "names | {\"a\":\"long\"} | must have a length of 3 or less, at '*'",
                "pair | [1] | has too few elements",
                "pair | [1,\"a\",2] | has too many elements",
                "pair | [1,2] | must be of type String, at '[1]'",
                "tree | {\"below\":{\"below\":{\"x\":1}}} | has a property that its type does not declare, at 'below.below'",
                "way | {\"to\":\"x\"} | must say by 'kind' which",
                "way | {\"kind\":\"fax\"} | must say by 'kind' which",
                "way | {\"kind\":\"mail\"} | lacks 'to'",
                "way | {\"kind\":\"hook\",\"uri\":\"u\",\"to\":\"x\"} | has a property that its type does not declare",
                "limits/properties/amount | 0 | must have a value of 1 or more",
                "limits/properties/mails/items | \"a\" | must have a length of 3 or more",
                "limits/properties/none | 1 | is not known",
                "round | 1 | is not known"
            })
    void what_is_not_of_its_type_is_refused_with_where(String type, String value, String why) {
        assertThatThrownBy(() -> given("{\"$ref\":\"#/definitions/" + type + "\"}", value))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("InvalidTemplate")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "limits | {\"Amount\":1,\"mails\":null,\"grain\":\"Monthly\"}",
                "names | {\"a\":\"b\"}",
                "pair | [1,\"a\"]",
                "tree | {\"below\":{\"below\":{}}}",
                "way | {\"kind\":\"mail\",\"to\":\"x\",\"more\":1}",
                "way | {\"kind\":\"hook\",\"uri\":\"u\"}",
                "limits/properties/mails | null"
            })
    void what_is_of_its_type_is_taken(String type, String value) {
        assertThat(given("{\"$ref\":\"#/definitions/" + type + "\"}", value)
                        .parameters()
                        .at("/p/value"))
                .isEqualTo(Templates.json(value));
    }

    @Test
    void limits_beside_a_reference_hold_as_well_as_those_of_the_definition() {
        String declared =
                "{\"$ref\":\"#/definitions/short\",\"minLength\":2,\"allowedValues\":[\"a\",\"ab\",\"abcd\"]}";

        assertThat(given(declared, "\"ab\"").parameters().at("/p/type").textValue())
                .isEqualTo("String");
        assertThatThrownBy(() -> given(declared, "\"a\"")).hasMessageContaining("length of 2 or more");
        assertThatThrownBy(() -> given(declared, "\"abcd\"")).hasMessageContaining("length of 3 or less");
        assertThatThrownBy(() -> given(declared, "\"abc\"")).hasMessageContaining("allowed values");
    }

    @Test
    void what_is_not_heeded_is_refused() {
        assertThatThrownBy(() -> given("{\"type\":\"string\",\"validate\":[[\"[lambda('x', true())]\"]]}", "\"a\""))
                .hasMessageContaining("'validate' of types is not served");
    }

    @Test
    void outputs_are_held_to_their_types_too() {
        assertThatThrownBy(() -> run("{\"definitions\":" + DEFINITIONS
                                + ",\"resources\":[],\"outputs\":{\"o\":{\"$ref\":\"#/definitions/short\",\"value\":\"long\"}}}")
                        .outputs())
                .hasMessageContaining("the output 'o' must have a length of 3 or less");
    }

    /** Names within a value may be secret, too: only those of the template are said. */
    @Test
    void nothing_of_the_value_is_said() {
        assertThatThrownBy(() -> given("{\"$ref\":\"#/definitions/names\"}", "{\"hunter2\":\"hunter2\"}"))
                .isInstanceOf(RefusedException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hunter2"));
        assertThatThrownBy(() -> given("{\"$ref\":\"#/definitions/limits\"}", "{\"amount\":1,\"hunter2\":1}"))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hunter2"));
    }
}
