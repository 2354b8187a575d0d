package dev.outlay.alert.transport;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * To which ports a webhook may go: a service that listens elsewhere, behind the same name, was not meant to be called by it.
 *
 * @param allowed ranges of ports, both ends included
 */
record PortRules(List<Range> allowed) {

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    /** From the first to the last, from 1 to 65535. */
    record Range(int first, int last) {

        boolean holds(int port) {
            return port >= first && port <= last;
        }

        private boolean isUsable() {
            return first >= 1 && first <= last && last <= 65_535;
        }
    }

    /**
     * Reads {@code 443} and {@code 8000-8999}.
     *
     * @throws IllegalArgumentException which names what is neither
     */
    static PortRules read(Collection<String> texts) {
        return new PortRules(texts.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(PortRules::range)
                .toList());
    }

    private static Range range(String text) {
        Matcher read = RANGE.matcher(text);
        if (read.matches()) {
            int first = Integer.parseInt(read.group(1));
            Range range = new Range(first, read.group(2) == null ? first : Integer.parseInt(read.group(2)));
            if (range.isUsable()) {
                return range;
            }
        }
        throw new IllegalArgumentException("outlay.webhook.allowed-ports holds " + text
                + ", which is neither a port such as 443 nor a range such as 8000-8999");
    }

    /** Why no connection may be made to this port; empty where it may. */
    Optional<String> refusal(int port) {
        return allowed.stream().anyMatch(range -> range.holds(port))
                ? Optional.empty()
                : Optional.of("webhooks do not go to port " + port
                        + "; an operator can allow it in outlay.webhook.allowed-ports");
    }
}
