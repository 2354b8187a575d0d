package dev.outlay.alert.actiongroup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A change of an action group: its tags as a whole, and whether it is enabled. What is absent stays as it is. Anything else
 * is refused, so that nobody takes receivers for changed that are not. Source: azure-rest-contract.md section 10.
 *
 * @param tags    to replace those that there are
 * @param enabled whether its receivers are told
 */
public record ActionGroupPatch(Optional<JsonNode> tags, Optional<Boolean> enabled) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a body; adds to {@code problems} everything that is wrong with it. */
    public static ActionGroupPatch read(JsonNode body, List<Problem> problems) {
        refuseOthers(body, "", Set.of("tags", "properties"), problems);
        JsonNode properties = body.path("properties");
        if (isGiven(properties) && !properties.isObject()) {
            problems.add(new Problem("/properties", "must be an object"));
        }
        refuseOthers(properties, "/properties", Set.of("enabled"), problems);
        JsonNode enabled = properties.path("enabled");
        if (isGiven(enabled) && !enabled.isBoolean()) {
            problems.add(new Problem("/properties/enabled", "must be true or false"));
        }
        JsonNode tags = body.path("tags");
        ActionGroupJson.checkTags(tags, problems);
        return new ActionGroupPatch(
                Optional.of(tags).filter(ActionGroupPatch::isGiven),
                Optional.of(enabled).filter(JsonNode::isBoolean).map(JsonNode::booleanValue));
    }

    private static boolean isGiven(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private static void refuseOthers(JsonNode object, String pointer, Set<String> known, List<Problem> problems) {
        object.propertyStream()
                .filter(property -> !known.contains(property.getKey()))
                .findFirst()
                .ifPresent(property -> problems.add(new Problem(
                        pointer.isEmpty() ? "/" : pointer,
                        "may have "
                                + String.join(" and ", known.stream().sorted().toList())
                                + " in a PATCH; everything else is changed by a PUT")));
    }

    /** The group's body, as it is kept, with the change made. */
    String applyTo(String kept) {
        try {
            ObjectNode whole = (ObjectNode) JSON.readTree(kept);
            tags.ifPresent(given -> whole.set("tags", given));
            enabled.ifPresent(given -> whole.withObject("/properties").put("enabled", given));
            return whole.toString();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored action group is not JSON", impossible);
        }
    }
}
