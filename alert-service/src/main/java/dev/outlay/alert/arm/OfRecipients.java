package dev.outlay.alert.arm;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked about recipients of mail, for operators. */
sealed interface OfRecipients extends Operation.ForOperators {

    /** All of whom something is kept. */
    record Recipients() implements OfRecipients {}

    /** When whoever reads at one address wants mail. */
    record OneRecipient(String address) implements OfRecipients {
        @Override
        public Set<String> methods() {
            return Set.of("GET", "PUT", "DELETE");
        }
    }

    /** Reads what follows {@code /v1/recipients}; empty where it names nothing that is served. */
    static Optional<Operation> of(List<String> segments) {
        return switch (segments.size()) {
            case 0 -> Optional.of(new Recipients());
            case 1 -> Optional.of(new OneRecipient(segments.getFirst()));
            default -> Optional.empty();
        };
    }
}
