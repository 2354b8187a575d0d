package dev.outlay.budget.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the notification of a budget of reservations, from a body and from the column {@code budget.notifications}, which keeps it as it was sent. */
public final class ReservationNotificationJson {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final NotificationsJson.Allowed ALLOWED = new NotificationsJson.Allowed(
            Set.of(Operator.LESS_THAN),
            "LessThan in a budget of category " + ReservationTerms.CATEGORY,
            BigDecimal.valueOf(100));

    private ReservationNotificationJson() {}

    /**
     * Reads what the database keeps.
     *
     * @param grain of the budget, which decides the frequency where none was sent
     * @throws IllegalStateException when the text was not accepted by {@link ReservationBudgetJson} before
     */
    public static ReservationNotification read(String text, ReservationGrain grain) {
        List<String> problems = new ArrayList<>();
        try {
            JsonNode node = JSON.readTree(text);
            List<Notification> notifications = read(node, problems);
            TellingFrequency frequency = frequency(node, problems);
            if (problems.isEmpty() && notifications.size() == 1) {
                return new ReservationNotification(
                        notifications.getFirst(), frequency == null ? grain.usualFrequency() : frequency);
            }
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the database holds a notification that cannot be read", malformed);
        }
        throw new IllegalStateException("the database holds a notification that breaks a rule: " + problems);
    }

    /** What a body says; that it is one alone is said here, since of what cannot be read nothing comes back. */
    static List<Notification> read(JsonNode node, List<String> problems) {
        boolean missing = node.isMissingNode() || node.isNull();
        if (missing || (node.isObject() && node.size() != 1)) {
            problems.add("A budget of category " + ReservationTerms.CATEGORY + " needs exactly one notification.");
        }
        return NotificationsJson.read(node, ALLOWED, problems);
    }

    /** How often it is told; null where nothing is said of that. */
    static @Nullable TellingFrequency frequency(JsonNode notifications, List<String> problems) {
        TellingFrequency first = null;
        for (Map.Entry<String, JsonNode> entry : notifications.properties()) {
            JsonNode said = entry.getValue().path("frequency");
            if (said.isMissingNode() || said.isNull()) {
                continue;
            }
            TellingFrequency known =
                    said.isTextual() ? TellingFrequency.named(said.textValue()).orElse(null) : null;
            if (known == null) {
                problems.add(
                        "'" + NotificationsJson.path(entry.getKey()) + ".frequency' must be Daily, Weekly or Monthly.");
            } else if (first == null) {
                first = known;
            }
        }
        return first;
    }
}
