package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.budget.JsonText;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.resourcegroup.ResourceGroup;
import dev.outlay.budget.resourcegroup.StatedGroup;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bodies of resource groups, as they are sent and answered. */
final class ResourceGroupBodies {

    static final String TYPE = "Microsoft.Resources/resourceGroups";

    /** Where a group is said to be of which nobody has said it: nothing here is in any one place. */
    private static final String NOWHERE_IN_PARTICULAR = "global";

    private static final Pattern LOCATION = Pattern.compile("[a-z0-9]{1,64}");
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG_NAME = 512;
    private static final int LONGEST_TAG_VALUE = 256;
    private static final int LONGEST_ID = 1_024;

    /** Azure has none of these in the name of a tag. */
    private static final String NOT_IN_TAG_NAMES = "<>%&\\?/";

    private ResourceGroupBodies() {}

    static ObjectNode body(String subscription, ResourceGroup group) {
        ObjectNode body = ArmJson.resource(
                        "/subscriptions/" + subscription + "/resourceGroups/" + group.name(), group.name(), TYPE)
                .put("location", Objects.requireNonNullElse(group.location(), NOWHERE_IN_PARTICULAR));
        if (group.managedBy() != null) {
            body.put("managedBy", group.managedBy());
        }
        body.set("tags", ArmJson.kept(group.tags()));
        body.putObject("properties").put("provisioningState", "Succeeded");
        return body;
    }

    /** All that there is to a group; fails with a refusal. What is not said is none. */
    static StatedGroup whole(Call call) {
        JsonNode body = ArmJson.object(call);
        String location = location(body);
        if (location == null) {
            throw new Refusal(400, "LocationRequired", "The location property is required for this definition.")
                    .exception();
        }
        return new StatedGroup(location, true, managedBy(body), Objects.requireNonNullElse(tags(body), "{}"));
    }

    /** What is to be changed of a group; fails with a refusal. */
    static StatedGroup part(Call call) {
        JsonNode body = ArmJson.object(call);
        return new StatedGroup(location(body), body.has("managedBy"), managedBy(body), tags(body));
    }

    /** In short, as Azure answers it: "West Europe" is westeurope. */
    private static @Nullable String location(JsonNode body) {
        JsonNode location = body.path("location");
        if (location.isMissingNode() || location.isNull()) {
            return null;
        }
        String text = location.asText().replace(" ", "").toLowerCase(Locale.ROOT);
        if (!location.isTextual() || !LOCATION.matcher(text).matches()) {
            throw new Refusal(
                            400,
                            "LocationNotAvailableForResourceGroup",
                            "'location' must be the name of a region, as westeurope.")
                    .exception();
        }
        return text;
    }

    /** None where it is empty, as azurerm sends it. */
    private static @Nullable String managedBy(JsonNode body) {
        JsonNode managedBy = body.path("managedBy");
        boolean isEmpty = managedBy.isTextual() && managedBy.textValue().isEmpty();
        if (managedBy.isMissingNode() || managedBy.isNull() || isEmpty) {
            return null;
        }
        if (!managedBy.isTextual() || !JsonText.keeps(managedBy.textValue(), LONGEST_ID)) {
            throw Refusal.badRequest(
                            "'managedBy' must be the id of a resource, of at most " + LONGEST_ID + " characters.")
                    .exception();
        }
        return managedBy.textValue();
    }

    private static @Nullable String tags(JsonNode body) {
        JsonNode tags = body.path("tags");
        if (tags.isMissingNode() || tags.isNull()) {
            return null;
        }
        if (!tags.isObject() || tags.size() > MOST_TAGS) {
            throw invalid("'tags' must be an object of at most " + MOST_TAGS + " texts.");
        }
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, JsonNode> tag : tags.properties()) {
            requireTag(tag.getKey(), tag.getValue());
            if (!names.add(tag.getKey().toLowerCase(Locale.ROOT))) {
                throw invalid("The names of tags differ in more than their casing.");
            }
        }
        return ArmJson.text(tags);
    }

    private static void requireTag(String name, JsonNode value) {
        boolean isName = JsonText.keeps(name, LONGEST_TAG_NAME)
                && name.chars().noneMatch(character -> NOT_IN_TAG_NAMES.indexOf(character) >= 0);
        boolean isValue = value.isTextual()
                && value.textValue().length() <= LONGEST_TAG_VALUE
                && JsonText.isStorable(value.textValue());
        if (!isName || !isValue) {
            throw invalid("The name of a tag has 1 to " + LONGEST_TAG_NAME + " characters and none of "
                    + NOT_IN_TAG_NAMES + ", its value is a text of at most " + LONGEST_TAG_VALUE
                    + "; neither has control characters.");
        }
    }

    private static RuntimeException invalid(String message) {
        return new Refusal(400, "InvalidTags", message).exception();
    }
}
