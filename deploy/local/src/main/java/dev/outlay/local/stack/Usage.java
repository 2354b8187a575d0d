package dev.outlay.local.stack;

import dev.outlay.local.Persona;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the launcher can be asked. The scripts in front of it look too, before anything is built. */
final class Usage {
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "up", Set.of("--detach", "--empty", "--tls", "--background"),
            "down", Set.of("--wipe"),
            "reconcile", Set.of());

    private Usage() {}

    /** Whether there is such a command and every one of its arguments is understood: one that is not may have mattered. */
    static boolean isRight(List<String> arguments) {
        if (arguments.isEmpty()) {
            return false;
        }
        List<String> options = arguments.subList(1, arguments.size());
        if (arguments.getFirst().equals("token")) {
            return options.size() == 1 && Persona.labelled(options.getFirst()).isPresent();
        }
        Set<String> known = OPTIONS.get(arguments.getFirst());
        return known != null && known.containsAll(options);
    }

    static String text() {
        return "Usage: up [--detach] [--empty] [--tls] | down [--wipe] | token PERSONA | reconcile\n"
                + "PERSONA is one of "
                + Arrays.stream(Persona.values()).map(Persona::label).collect(Collectors.joining(", "));
    }
}
