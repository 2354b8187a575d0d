package dev.outlay.budget.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;

/** Reads answers of queries as they were written, digit for digit. */
final class CostAnswers {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private CostAnswers() {}

    /** The rows of a successful answer: decimals and texts. */
    static List<List<Object>> rows(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        List<List<Object>> rows = new ArrayList<>();
        for (JsonNode row : read(answer).path("properties").path("rows")) {
            List<Object> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.isNumber() ? cell.decimalValue() : cell.textValue()));
            rows.add(cells);
        }
        return rows;
    }

    static JsonNode read(Response answer) {
        return json(answer.asString());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new IllegalStateException(text, noJson);
        }
    }
}
