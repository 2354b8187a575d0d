package dev.outlay.alert.actiongroup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What is asked of receivers when they are put or tested, beyond what is needed to read them: groups that were kept before a
 * rule was made are still read and told. Source of the limits: Azure Monitor's service limits for action groups.
 */
final class ReceiverRules {

    private static final int MOST_EMAILS = 1000;
    private static final int MOST_OF_ANOTHER_KIND = 10;
    private static final String FORMATS =
            Arrays.stream(BodyFormat.values()).map(BodyFormat::word).collect(Collectors.joining(", "));

    /** The kinds of receivers that Azure has; those besides e-mail, webhook and role are kept and read back, and cannot be told. */
    static final Set<String> KINDS = new TreeSet<>(Set.of(
            ActionGroupJson.EMAIL,
            ActionGroupJson.WEBHOOK,
            ActionGroupJson.ROLE,
            "automationRunbookReceivers",
            "azureAppPushReceivers",
            "azureFunctionReceivers",
            "eventHubReceivers",
            "incidentReceivers",
            "itsmReceivers",
            "logicAppReceivers",
            "smsReceivers",
            "voiceReceivers"));

    private ReceiverRules() {}

    /** Adds what is wrong with the lists of receivers in {@code properties}, which stand at {@code pointer}. */
    static void check(ObjectNode properties, String pointer, List<Problem> problems) {
        properties.properties().forEach(property -> {
            String kind = property.getKey();
            if (kind.endsWith("Receivers")) {
                checkKind(kind, property.getValue(), pointer + "/" + shortened(kind), problems);
            }
        });
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "..." : name;
    }

    private static void checkKind(String kind, JsonNode list, String pointer, List<Problem> problems) {
        if (!KINDS.contains(kind)) {
            problems.add(new Problem(pointer, "is not a kind of receivers; use " + String.join(", ", KINDS)));
            return;
        }
        if (!list.isArray()) {
            return; // Told where the list is read.
        }
        int most = kind.equals(ActionGroupJson.EMAIL) ? MOST_EMAILS : MOST_OF_ANOTHER_KIND;
        if (list.size() > most) {
            problems.add(new Problem(
                    pointer, "has " + list.size() + " receivers; a group has at most " + most + " of this kind"));
        }
        for (int i = 0; i < Math.min(list.size(), most); i++) {
            checkOne(kind, list.path(i), pointer + "/" + i, problems);
        }
    }

    private static void checkOne(String kind, JsonNode receiver, String pointer, List<Problem> problems) {
        JsonNode common = receiver.path("useCommonAlertSchema");
        if (!common.isMissingNode() && !common.isNull() && !common.isBoolean()) {
            problems.add(new Problem(pointer + "/useCommonAlertSchema", "must be true or false"));
        }
        if (kind.equals(ActionGroupJson.ROLE) && !isId(receiver.path("roleId").asText(""))) {
            problems.add(new Problem(
                    pointer + "/roleId", "is required, the id of a role definition, such as that of the role Owner"));
        }
        JsonNode format = receiver.path("bodyFormat");
        if (kind.equals(ActionGroupJson.WEBHOOK) && !format.isMissingNode() && !format.isNull()) {
            checkFormat(format, common.asBoolean(false), pointer + "/bodyFormat", problems);
        }
    }

    private static void checkFormat(JsonNode format, boolean common, String pointer, List<Problem> problems) {
        if (!format.isTextual() || BodyFormat.ofWord(format.textValue()).isEmpty()) {
            problems.add(new Problem(pointer, "must be one of " + FORMATS));
        } else if (common && !BodyFormat.ofWord(format.textValue()).equals(ofFlag(true))) {
            problems.add(new Problem(
                    pointer,
                    "must be " + BodyFormat.COMMON_ALERT.word() + " or absent where useCommonAlertSchema is true"));
        }
    }

    private static Optional<BodyFormat> ofFlag(boolean common) {
        return Optional.of(common ? BodyFormat.COMMON_ALERT : BodyFormat.CLOUD_EVENTS);
    }

    /** In which form a webhook receiver is told, whatever else is wrong with it. */
    static BodyFormat format(JsonNode receiver) {
        return BodyFormat.ofWord(receiver.path("bodyFormat").asText(""))
                .or(() -> ofFlag(receiver.path("useCommonAlertSchema").asBoolean(false)))
                .orElse(BodyFormat.CLOUD_EVENTS);
    }

    /** Whether it is a GUID. */
    static boolean isId(String text) {
        try {
            return text.length() == 36 && !UUID.fromString(text).toString().isEmpty();
        } catch (IllegalArgumentException notGuid) {
            return false;
        }
    }
}
