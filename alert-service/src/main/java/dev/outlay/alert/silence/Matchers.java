package dev.outlay.alert.silence;

import dev.outlay.alert.alert.Crossing;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an alert and its receiver must have to be muted: of each list that is not empty, one. Texts are compared without regard
 * to case and kept in lower case.
 *
 * @param budgets        names of budgets
 * @param notifications  keys of a budget's notifications
 * @param thresholdTypes {@code actual}, {@code forecasted}
 * @param thresholds     thresholds of notifications, in percent
 * @param receivers      as deliveries show them: an e-mail address, or the id of an action group and the receiver's name
 */
public record Matchers(
        Set<String> budgets,
        Set<String> notifications,
        Set<String> thresholdTypes,
        List<BigDecimal> thresholds,
        Set<String> receivers) {

    /** Everything matches. */
    public static final Matchers ALL = new Matchers(Set.of(), Set.of(), Set.of(), List.of(), Set.of());

    /** Puts texts into lower case. */
    public Matchers {
        budgets = lower(budgets);
        notifications = lower(notifications);
        thresholdTypes = lower(thresholdTypes);
        thresholds = List.copyOf(thresholds);
        receivers = lower(receivers);
    }

    private static Set<String> lower(Collection<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether they match an alert that is told to this receiver, which is in lower case. */
    boolean match(Crossing crossing, String receiver) {
        Crossing.Notification notification = crossing.notification();
        return has(budgets, crossing.budget().name())
                && has(notifications, notification.key())
                && has(thresholdTypes, notification.thresholdType())
                && has(receivers, receiver)
                && (thresholds.isEmpty()
                        || thresholds.stream().anyMatch(each -> each.compareTo(notification.threshold()) == 0));
    }

    private static boolean has(Set<String> wanted, String text) {
        return wanted.isEmpty() || wanted.contains(text.toLowerCase(Locale.ROOT));
    }
}
