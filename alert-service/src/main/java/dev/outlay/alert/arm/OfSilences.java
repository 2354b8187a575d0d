package dev.outlay.alert.arm;

import dev.outlay.alert.access.AccessAction;
import dev.outlay.alert.scope.Scope;
import java.util.Optional;
import java.util.Set;

/** What is asked about the silences of one scope, by those who may see or write there; no path of ARM's. */
sealed interface OfSilences extends Operation {

    /** The scope whose alerts they mute. */
    Scope scope();

    @Override
    default Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    default AccessAction action(String method) {
        return method.equals("GET") ? AccessAction.READ_SILENCES : AccessAction.WRITE_SILENCES;
    }

    @Override
    default Optional<ArmType> type() {
        return Optional.empty();
    }

    @Override
    default Optional<Scope> place() {
        return Optional.of(scope());
    }

    /** The silences of exactly this scope; makes one. */
    record Silences(Scope scope) implements OfSilences {
        @Override
        public Set<String> methods() {
            return Set.of("GET", "POST");
        }
    }

    /** What a silence would mute. */
    record Preview(Scope scope) implements OfSilences {}

    /** One silence of the scope. */
    record OneSilence(Scope scope, String silence) implements OfSilences {
        @Override
        public Set<String> methods() {
            return Set.of("GET");
        }
    }

    /** Ends one. */
    record End(Scope scope, String silence) implements OfSilences {
        @Override
        public AccessAction action(String method) {
            return AccessAction.DELETE_SILENCES;
        }
    }
}
