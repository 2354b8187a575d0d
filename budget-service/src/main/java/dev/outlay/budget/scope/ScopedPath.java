package dev.outlay.budget.scope;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A path that begins with a scope. Words that ARM fixes (namespaces and types) are read in any casing.
 *
 * @param scope what the path begins with
 * @param armId the same as it was sent, with a leading slash: what an answer shows
 * @param rest the segments that follow the scope
 */
public record ScopedPath(Scope scope, String armId, List<String> rest) {

    public ScopedPath {
        rest = List.copyOf(rest);
    }

    /** Takes the longest scope off the front of a path; empty when it begins with none. */
    public static Optional<ScopedPath> of(List<String> segments) {
        if (matches(segments, 0, "subscriptions") && segments.size() >= 2) {
            return Optional.of(underSubscription(segments));
        }
        if (matches(segments, 0, "providers")
                && matches(segments, 1, "microsoft.billing")
                && matches(segments, 2, "billingaccounts")
                && segments.size() >= 4) {
            return Optional.of(underBillingAccount(segments));
        }
        if (matches(segments, 0, "providers")
                && matches(segments, 1, "microsoft.management")
                && matches(segments, 2, "managementgroups")
                && segments.size() >= 4) {
            return Optional.of(cut(segments, 4, new Scope.ManagementGroup(segments.get(3))));
        }
        return Optional.empty();
    }

    /** The scope of which a text is the ARM id, in any casing and with or without a leading slash; empty for anything else. */
    public static Optional<Scope> ofId(String id) {
        return (ArmPath.of(id) instanceof ArmPath.Segments path ? of(path.segments()) : Optional.<ScopedPath>empty())
                .filter(scoped -> scoped.rest().isEmpty())
                .map(ScopedPath::scope);
    }

    private static ScopedPath underSubscription(List<String> segments) {
        String subscription = segments.get(1);
        return matches(segments, 2, "resourcegroups") && segments.size() >= 4
                ? cut(segments, 4, new Scope.ResourceGroup(subscription, segments.get(3)))
                : cut(segments, 2, new Scope.Subscription(subscription));
    }

    private static ScopedPath underBillingAccount(List<String> segments) {
        String account = segments.get(3);
        if (segments.size() >= 6 && matches(segments, 4, "billingprofiles")) {
            return cut(segments, 6, new Scope.BillingProfile(account, segments.get(5)));
        }
        if (segments.size() >= 6 && matches(segments, 4, "customers")) {
            return cut(segments, 6, new Scope.Customer(account, segments.get(5)));
        }
        return cut(segments, 4, new Scope.BillingAccount(account));
    }

    private static ScopedPath cut(List<String> segments, int length, Scope scope) {
        return new ScopedPath(
                scope, "/" + String.join("/", segments.subList(0, length)), segments.subList(length, segments.size()));
    }

    /** Whether the segments after the scope are these, in any casing. */
    public boolean restIs(String... words) {
        return rest.size() == words.length && restBegins(words);
    }

    /** Whether the segments after the scope begin with these, in any casing. */
    public boolean restBegins(String... words) {
        if (rest.size() < words.length) {
            return false;
        }
        for (int index = 0; index < words.length; index++) {
            if (!matches(rest, index, words[index])) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(List<String> segments, int index, String word) {
        return index < segments.size()
                && segments.get(index).toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT));
    }
}
