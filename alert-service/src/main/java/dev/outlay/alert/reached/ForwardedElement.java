package dev.outlay.alert.reached;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one proxy said in the header {@code Forwarded} (RFC 7239, section 4), its parameters by their names in lower case. Read once from left to right, in time
 * linear in its length.
 */
record ForwardedElement(Map<String, String> parameters) {

    /** Longer headers say nothing. */
    private static final int LONGEST = 8192;

    ForwardedElement {
        parameters = Map.copyOf(parameters);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** The address in {@code for}, without port and brackets; empty for an unknown or hidden one. */
    String from() {
        String node = parameter("for");
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? "" : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon < 0 ? node : node.substring(0, colon);
    }

    /** The elements of all headers, the one of the nearest proxy last; none when they are malformed. */
    static List<ForwardedElement> read(List<String> headers) {
        String text = String.join(",", headers);
        return text.length() > LONGEST ? List.of() : new Reading(text).elements();
    }

    /** Reads {@code name=value;name="value", ...}. */
    private static final class Reading {

        private final String text;
        private int index;

        Reading(String text) {
            this.text = text;
        }

        List<ForwardedElement> elements() {
            List<ForwardedElement> elements = new ArrayList<>();
            Map<String, String> parameters = new HashMap<>();
            while (index < text.length()) {
                char next = text.charAt(index);
                if (next == ' ' || next == '\t' || next == ';') {
                    index++;
                } else if (next == ',') {
                    index++;
                    elements.add(new ForwardedElement(parameters));
                    parameters.clear();
                } else if (!pair(parameters)) {
                    return List.of();
                }
            }
            elements.add(new ForwardedElement(parameters));
            return elements.stream()
                    .filter(element -> !element.parameters().isEmpty())
                    .toList();
        }

        private boolean pair(Map<String, String> parameters) {
            int equals = text.indexOf('=', index);
            if (equals < 0) {
                return false;
            }
            String name = text.substring(index, equals).strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty() || !name.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z'))) {
                return false;
            }
            index = equals + 1;
            if (index < text.length() && text.charAt(index) == '"') {
                return quoted(parameters, name);
            }
            int start = index;
            while (index < text.length() && ",; \t".indexOf(text.charAt(index)) < 0) {
                index++;
            }
            return parameters.put(name, text.substring(start, index)) == null;
        }

        private boolean quoted(Map<String, String> parameters, String name) {
            StringBuilder value = new StringBuilder();
            for (index++; index < text.length(); index++) {
                char next = text.charAt(index);
                if (next == '"') {
                    index++;
                    return parameters.put(name, value.toString()) == null;
                }
                if (next == '\\' && index + 1 < text.length()) {
                    index++;
                }
                value.append(text.charAt(index));
            }
            return false;
        }
    }
}
