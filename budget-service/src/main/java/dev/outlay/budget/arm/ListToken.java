package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.outlay.budget.listing.ListPosition;
import dev.outlay.budget.listing.ListQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A place in an ordered list as a token holds it: an array of the order, the values by which is ordered, and the key. */
final class ListToken {

    private ListToken() {}

    static String write(ListPosition position) {
        ArrayNode token = JsonNodeFactory.instance.arrayNode().add(position.order());
        position.values().forEach(token::add);
        return PageToken.write(ArmJson.text(token.add(position.key())));
    }

    /** Empty for what was not written for this order. */
    static Optional<ListPosition> read(String text, List<ListQuestion.Order> order) {
        List<String> texts = new ArrayList<>();
        JsonNode token = ArmJson.sent(text).filter(JsonNode::isArray).orElseGet(JsonNodeFactory.instance::arrayNode);
        for (JsonNode value : token) {
            if (!value.isTextual() || value.textValue().indexOf('\0') >= 0) {
                return Optional.empty();
            }
            texts.add(value.textValue());
        }
        int last = order.size() + 1;
        return texts.size() == last + 1 && texts.getFirst().equals(ListQuestion.inWords(order))
                ? Optional.of(new ListPosition(texts.getFirst(), List.copyOf(texts.subList(1, last)), texts.get(last)))
                : Optional.empty();
    }
}
