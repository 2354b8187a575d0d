package dev.outlay.budget.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the notifications of a budget, from a body and from the column {@code budget.notifications}, which keeps them as they were sent. */
public final class NotificationsJson {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int MAX_NOTIFICATIONS = 50;
    private static final int MAX_CONTACTS = 50;
    private static final int MAX_KEY = 260;
    private static final int MAX_EMAIL = 320;
    private static final int MAX_GROUP = 1024;

    /**
     * What notifications can say, which the category of the budget decides.
     *
     * @param operatorRule what an operator must be, in a sentence
     * @param maxThreshold in percent
     */
    record Allowed(Set<Operator> operators, String operatorRule, BigDecimal maxThreshold) {
        Allowed {
            operators = Set.copyOf(operators);
        }
    }

    private static final Allowed OF_COST = new Allowed(
            EnumSet.of(Operator.EQUAL_TO, Operator.GREATER_THAN, Operator.GREATER_THAN_OR_EQUAL_TO),
            "one of EqualTo, GreaterThan, GreaterThanOrEqualTo",
            BigDecimal.valueOf(1000));

    private NotificationsJson() {}

    /**
     * Reads what the database keeps.
     *
     * @throws IllegalStateException when the text was not accepted by {@link BudgetJson} before
     */
    public static List<Notification> read(String text) {
        List<String> problems = new ArrayList<>();
        try {
            List<Notification> notifications = read(JSON.readTree(text), problems);
            if (problems.isEmpty()) {
                return notifications;
            }
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the database holds notifications that cannot be read", malformed);
        }
        throw new IllegalStateException("the database holds notifications that break a rule: " + problems);
    }

    static List<Notification> read(JsonNode node, List<String> problems) {
        return read(node, OF_COST, problems);
    }

    static List<Notification> read(JsonNode node, Allowed allowed, List<String> problems) {
        List<Notification> notifications = new ArrayList<>();
        if (node.isMissingNode() || node.isNull()) {
            return notifications;
        }
        if (!node.isObject() || node.size() > MAX_NOTIFICATIONS) {
            problems.add("'properties.notifications' must be an object with at most " + MAX_NOTIFICATIONS
                    + " notifications.");
            return notifications;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!JsonText.keeps(entry.getKey(), MAX_KEY)) {
                problems.add("A key of 'properties.notifications' must have 1 to " + MAX_KEY
                        + " characters without control characters.");
                continue;
            }
            Notification notification = notification(entry.getKey(), entry.getValue(), allowed, problems);
            if (notification != null) {
                notifications.add(notification);
            }
        }
        return notifications;
    }

    /** Where the notification of a key is, for a message. */
    static String path(String key) {
        return "properties.notifications." + JsonText.shown(key).replace("'", "");
    }

    private static @Nullable Notification notification(
            String key, JsonNode node, Allowed allowed, List<String> problems) {
        String path = path(key);
        if (!node.isObject()) {
            problems.add("'" + path + "' must be an object.");
            return null;
        }
        int before = problems.size();
        JsonNode enabled = node.path("enabled");
        if (!enabled.isBoolean()) {
            problems.add("'" + path + ".enabled' is required: true or false.");
        }
        Operator operator = Operator.named(node.path("operator").asText(""))
                .filter(allowed.operators()::contains)
                .orElse(null);
        if (operator == null) {
            problems.add("'" + path + ".operator' must be " + allowed.operatorRule() + ".");
        }
        JsonNode typeNode = node.path("thresholdType");
        ThresholdType type = typeNode.isMissingNode() || typeNode.isNull()
                ? ThresholdType.ACTUAL
                : ThresholdType.named(typeNode.asText("")).orElse(null);
        if (type == null) {
            problems.add("'" + path + ".thresholdType' must be Actual or Forecasted.");
        }
        BigDecimal threshold = threshold(node.path("threshold"), allowed.maxThreshold(), path, problems);
        List<String> emails = emails(node, path, problems);
        List<String> roles =
                JsonText.list(node.path("contactRoles"), path + ".contactRoles", MAX_CONTACTS, MAX_KEY, problems);
        List<String> groups =
                JsonText.list(node.path("contactGroups"), path + ".contactGroups", MAX_CONTACTS, MAX_GROUP, problems);
        String locale = locale(node.path("locale"), path, problems);
        if (operator == null || type == null || threshold == null || problems.size() > before) {
            return null;
        }
        return new Notification(key, enabled.booleanValue(), type, operator, threshold, emails, roles, groups, locale);
    }

    private static @Nullable BigDecimal threshold(JsonNode node, BigDecimal most, String path, List<String> problems) {
        if (node.isNumber()) {
            BigDecimal threshold = node.decimalValue();
            if (threshold.signum() == 0) {
                return BigDecimal.ZERO;
            }
            // compareTo looks at the magnitudes first: a number with a hostile exponent is never written out
            if (threshold.signum() > 0
                    && threshold.compareTo(most) <= 0
                    && threshold.stripTrailingZeros().scale() <= 2) {
                return threshold;
            }
        }
        problems.add("'" + path + ".threshold' must be a number from 0 to " + most.toPlainString()
                + " with at most two decimals.");
        return null;
    }

    private static List<String> emails(JsonNode node, String path, List<String> problems) {
        JsonNode array = node.path("contactEmails");
        List<String> emails = JsonText.list(array, path + ".contactEmails", MAX_CONTACTS, MAX_EMAIL, problems);
        for (String email : emails) {
            if (!EmailAddress.isValid(email)) {
                problems.add("'" + path + ".contactEmails' holds " + JsonText.shown(email)
                        + ", which is not an e-mail address.");
            }
        }
        return emails;
    }

    private static @Nullable String locale(JsonNode node, String path, List<String> problems) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        String locale = node.asText("").toLowerCase(Locale.ROOT);
        if (!BudgetRules.LOCALES.contains(locale)) {
            problems.add("'" + path + ".locale' must be one of " + String.join(", ", BudgetRules.LOCALES) + ".");
            return null;
        }
        return locale;
    }
}
