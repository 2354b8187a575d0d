package dev.outlay.budget.details;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** A question as it is kept. */
public final class DetailQuestionJson {

    private static final JsonMapper JSON = new JsonMapper();

    private DetailQuestionJson() {}

    public static String write(DetailQuestion question) {
        ObjectNode kept = JSON.createObjectNode()
                .put("metric", question.metric().name())
                .put("first", question.first().toString())
                .put("last", question.last().toString());
        YearMonth billed = question.billed();
        if (billed != null) {
            kept.put("billed", billed.toString());
        }
        ArrayNode conditions = kept.putArray("conditions");
        question.conditions().forEach(condition -> conditions
                .addObject()
                .put("property", condition.property().name())
                .put("value", condition.value()));
        return kept.toString();
    }

    /** @throws IllegalStateException for what this service has not written */
    public static DetailQuestion read(String kept) {
        try {
            JsonNode question = JSON.readTree(kept);
            List<DetailQuestion.Condition> conditions = new ArrayList<>();
            for (JsonNode condition : question.path("conditions")) {
                conditions.add(new DetailQuestion.Condition(
                        DetailProperty.valueOf(condition.path("property").asText()),
                        condition.path("value").asText()));
            }
            return new DetailQuestion(
                    DetailMetric.valueOf(question.path("metric").asText()),
                    LocalDate.parse(question.path("first").asText()),
                    LocalDate.parse(question.path("last").asText()),
                    question.has("billed")
                            ? YearMonth.parse(question.path("billed").asText())
                            : null,
                    conditions);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what is kept is JSON", broken);
        }
    }
}
