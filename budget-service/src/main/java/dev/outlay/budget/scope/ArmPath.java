package dev.outlay.budget.scope;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of a request or the text of an ARM id, as decoded segments. It is read once, in time linear in its length, and without a regular expression:
 * SDKs send double slashes and percent-encoded colons (azure-rest-contract.md section 0), and a hostile path must cost no more than a good one.
 */
public sealed interface ArmPath {

    /** More segments than any ARM id has; a longer path is refused before anything else looks at it. */
    int MAX_SEGMENTS = 32;

    /** More characters than any ARM id has. */
    int MAX_LENGTH = 4096;

    /** More characters than any name has, as in the columns of charges that hold them. */
    int MAX_NAME = 1024;

    /**
     * A path that can be routed.
     *
     * @param segments decoded, none of them empty, in the casing in which they were sent
     */
    record Segments(List<String> segments) implements ArmPath {
        public Segments {
            segments = List.copyOf(segments);
        }
    }

    /**
     * A path that no resource has.
     *
     * @param reason a sentence for the one who sent it
     */
    record Refused(String reason) implements ArmPath {}

    /**
     * Reads a path without its query. Slashes that follow each other count as one; the leading one may be missing. A scope at the front may be sent as one segment with its slashes
     * encoded, with or without one at its beginning, as Azure's SDKs for Java and JavaScript send it for views.
     *
     * @param sent as it came in, percent-encoded
     */
    static ArmPath of(String sent) {
        if (sent.length() > MAX_LENGTH) {
            return new Refused("The path is longer than " + MAX_LENGTH + " characters.");
        }
        String raw = withoutEncodedScope(sent);
        List<String> segments = new ArrayList<>();
        int start = 0;
        for (int index = 0; index <= raw.length(); index++) {
            if (index < raw.length() && raw.charAt(index) != '/') {
                continue;
            }
            if (index > start) {
                if (segments.size() == MAX_SEGMENTS) {
                    return new Refused("The path has more than " + MAX_SEGMENTS + " segments.");
                }
                String decoded = decoded(raw.substring(start, index));
                String flaw = flaw(decoded);
                if (!flaw.isEmpty()) {
                    return new Refused("Segment " + (segments.size() + 1) + " of the path " + flaw);
                }
                segments.add(decoded);
            }
            start = index + 1;
        }
        return new Segments(segments);
    }

    /** The path with the slashes of its first segment as slashes, where that is a scope; an encoded slash anywhere else is one in a name, and refused. */
    private static String withoutEncodedScope(String sent) {
        int start = 0;
        while (start < sent.length() && sent.charAt(start) == '/') {
            start++;
        }
        int name = sent.regionMatches(true, start, "%2F", 0, 3) ? start + 3 : start;
        boolean isScope = sent.regionMatches(true, name, "subscriptions%2F", 0, 16)
                || sent.regionMatches(true, name, "providers%2F", 0, 12);
        if (!isScope) {
            return sent;
        }
        int end = sent.indexOf('/', start);
        String scope = sent.substring(start, end < 0 ? sent.length() : end);
        return scope.replace("%2F", "/").replace("%2f", "/") + (end < 0 ? "" : sent.substring(end));
    }

    /** What is wrong with a decoded segment; empty for nothing. */
    private static String flaw(String segment) {
        if (segment.isEmpty()) {
            return "is not percent-encoded UTF-8.";
        }
        if (segment.length() > MAX_NAME) {
            return "is longer than " + MAX_NAME + " characters.";
        }
        if (segment.equals(".") || segment.equals("..")) {
            return "must not be a dot or two.";
        }
        for (int index = 0; index < segment.length(); index++) {
            char character = segment.charAt(index);
            if (character == '/' || character == '\\') {
                return "holds a slash.";
            }
            if (Character.isISOControl(character)) {
                return "holds a control character.";
            }
        }
        return "";
    }

    /** Decodes percent-encoding as strict UTF-8; empty where it is malformed. A plus stays a plus: it is no space in a path. */
    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        ByteBuffer bytes = ByteBuffer.allocate(segment.length() * 4);
        int index = 0;
        while (index < segment.length()) {
            int codePoint = segment.codePointAt(index);
            if (codePoint == '%') {
                int high = index + 2 < segment.length() ? Character.digit(segment.charAt(index + 1), 16) : -1;
                int low = index + 2 < segment.length() ? Character.digit(segment.charAt(index + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return "";
                }
                bytes.put((byte) (high * 16 + low));
                index += 3;
            } else {
                bytes.put(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                index += Character.charCount(codePoint);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString();
        } catch (CharacterCodingException malformed) {
            return "";
        }
    }
}
