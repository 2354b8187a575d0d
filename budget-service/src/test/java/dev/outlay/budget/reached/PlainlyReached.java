package dev.outlay.budget.reached;

import java.util.Optional;
import java.util.Set;

/** For tests of other packages: nobody stands before the service, and it has no public address. */
public final class PlainlyReached {

    private PlainlyReached() {}

    public static Reached reached() {
        return new Reached(new ReachedConfig() {
            @Override
            public Optional<String> publicUrl() {
                return Optional.empty();
            }

            @Override
            public Optional<Set<String>> trustedProxies() {
                return Optional.empty();
            }
        });
    }
}
