package dev.outlay.alert.arm;

import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.scope.ScopedPath;
import java.util.List;
import java.util.Optional;

/** Paths below {@code /v1/silences}: the id of a scope, and what is asked about its silences. */
final class SilencePath {

    private SilencePath() {}

    static boolean is(List<String> segments) {
        return segments.size() >= 2
                && segments.get(0).equals("v1")
                && segments.get(1).equals("silences");
    }

    /** Reads what follows; empty where it names nothing that is served. */
    static Optional<Operation> of(List<String> segments) {
        return segments.isEmpty()
                ? Optional.of(new Operation.AllSilences())
                : ScopedPath.of(segments).flatMap(path -> of(path.scope(), path.rest()));
    }

    private static Optional<Operation> of(Scope scope, List<String> asked) {
        return switch (asked.size()) {
            case 0 -> Optional.of(new OfSilences.Silences(scope));
            case 1 ->
                Optional.of(
                        asked.getFirst().equals("preview")
                                ? new OfSilences.Preview(scope)
                                : new OfSilences.OneSilence(scope, asked.getFirst()));
            case 2 ->
                asked.getLast().equals("end")
                        ? Optional.of(new OfSilences.End(scope, asked.getFirst()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
