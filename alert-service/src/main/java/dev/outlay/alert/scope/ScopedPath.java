package dev.outlay.alert.scope;

import java.util.List;
import java.util.Optional;

/** A path split into the scope it begins with and the segments after it. */
public record ScopedPath(Scope scope, List<String> rest) {

    /** Reads the longest scope at the beginning of the segments; empty where they begin with none. */
    public static Optional<ScopedPath> of(List<String> segments) {
        if (is(segments, 0, "subscriptions") && segments.size() >= 2) {
            return Optional.of(underSubscription(segments));
        }
        if (is(segments, 0, "providers")
                && is(segments, 1, "Microsoft.Billing")
                && is(segments, 2, "billingAccounts")
                && segments.size() >= 4) {
            return Optional.of(underBillingAccount(segments));
        }
        return Optional.empty();
    }

    private static ScopedPath underSubscription(List<String> segments) {
        String subscription = segments.get(1);
        if (is(segments, 2, "resourceGroups") && segments.size() >= 4) {
            return new ScopedPath(new Scope.ResourceGroup(subscription, segments.get(3)), from(segments, 4));
        }
        return new ScopedPath(new Scope.Subscription(subscription), from(segments, 2));
    }

    private static ScopedPath underBillingAccount(List<String> segments) {
        String account = segments.get(3);
        if (is(segments, 4, "billingProfiles") && segments.size() >= 6) {
            return new ScopedPath(new Scope.BillingProfile(account, segments.get(5)), from(segments, 6));
        }
        if (is(segments, 4, "customers") && segments.size() >= 6) {
            return new ScopedPath(new Scope.Customer(account, segments.get(5)), from(segments, 6));
        }
        return new ScopedPath(new Scope.BillingAccount(account), from(segments, 4));
    }

    private static List<String> from(List<String> segments, int index) {
        return List.copyOf(segments.subList(index, segments.size()));
    }

    private static boolean is(List<String> segments, int index, String word) {
        return segments.size() > index && segments.get(index).equalsIgnoreCase(word);
    }
}
