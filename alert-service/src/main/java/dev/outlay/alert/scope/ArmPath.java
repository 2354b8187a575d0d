package dev.outlay.alert.scope;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The segments of an ARM path, each decoded once. Empty segments vanish, because SDKs send {@code //subscriptions/...}.
 * Source: azure-rest-contract.md section 0.
 */
public record ArmPath(List<String> segments) {

    /** More segments than any path of the API has; a longer path is refused before anything looks at it. */
    public static final int MOST_SEGMENTS = 32;

    /** What a charge may name: a scope that became known by its charges can be named in a path. */
    private static final int LONGEST_SEGMENT = 1024;

    /** A path, or what is wrong with it. */
    public sealed interface Reading {
        /** The path where it could be read. */
        Optional<ArmPath> path();
    }

    /** A path that could be read. */
    public record Read(ArmPath value) implements Reading {
        @Override
        public Optional<ArmPath> path() {
            return Optional.of(value);
        }
    }

    /** A path that cannot be meant, with a message that says why. */
    public record Malformed(String message) implements Reading {
        @Override
        public Optional<ArmPath> path() {
            return Optional.empty();
        }
    }

    /** Reads the path of a request, percent-encoded, without its query. */
    public static Reading ofUrl(String rawPath) {
        return read(rawPath, true);
    }

    /** Reads an ARM id as it stands in a body: not encoded, with or without a leading slash. */
    public static Reading ofId(String id) {
        return read(id, false);
    }

    private static Reading read(String text, boolean encoded) {
        List<String> segments = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 ? text.length() : slash;
            if (end > start) {
                Optional<String> segment = segment(text.substring(start, end), encoded);
                if (segment.isEmpty()) {
                    return new Malformed(
                            "A path segment holds an encoded slash, a control character or broken encoding.");
                }
                segments.add(segment.get());
                if (segments.size() > MOST_SEGMENTS) {
                    return new Malformed("The path has more than " + MOST_SEGMENTS + " segments.");
                }
            }
            start = end + 1;
        }
        return new Read(new ArmPath(List.copyOf(segments)));
    }

    private static Optional<String> segment(String raw, boolean encoded) {
        Optional<String> decoded = encoded && raw.indexOf('%') >= 0 ? decode(raw) : Optional.of(raw);
        return decoded.filter(ArmPath::isNameable);
    }

    private static boolean isNameable(String segment) {
        return segment.length() <= LONGEST_SEGMENT
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    }

    private static Optional<String> decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            boolean complete = i + 2 < raw.length();
            int high = complete ? Character.digit(raw.charAt(i + 1), 16) : -1;
            int low = complete ? Character.digit(raw.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
