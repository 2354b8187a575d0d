package dev.outlay.ingest.charge;

import static dev.outlay.ingest.charge.ProblemCode.DUPLICATE_KEY;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TAGS;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TEXT;
import static dev.outlay.ingest.charge.ProblemCode.TEXT_TOO_LONG;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags while they are read: at most {@value #MAX_TAGS}, each a name and a text. Used by one thread, for one charge. */
public final class TagsDraft {
    static final int MAX_TAGS = 50;
    static final int MAX_NAME_BYTES = 512;
    static final int MAX_VALUE_BYTES = 1024;

    private final Map<String, @Nullable String> tags = new LinkedHashMap<>();
    private final Problems problems = new Problems();

    private boolean tooMany;

    /** One tag; null where it has no value. */
    public void tag(String name, @Nullable String value) {
        if (Texts.isLongerThan(name, MAX_NAME_BYTES)) {
            problems.add(new Problem(
                    TEXT_TOO_LONG, "/data/Tags", "A tag's name is longer than " + MAX_NAME_BYTES + " bytes of UTF-8."));
        } else if (!Texts.storable(name)) {
            problems.add(
                    new Problem(INVALID_TEXT, "/data/Tags", "A tag's name holds U+0000 or half a surrogate pair."));
        } else {
            put(name, value);
        }
    }

    /** A tag whose value is an object or an array. */
    public void refuse(String name) {
        problems.add(new Problem(INVALID_TAGS, path(name), "A tag's value is a text, not an object or an array."));
    }

    private void put(String name, @Nullable String value) {
        if (value != null && Texts.isLongerThan(value, MAX_VALUE_BYTES)) {
            problems.add(new Problem(
                    TEXT_TOO_LONG, path(name), "A tag's value is longer than " + MAX_VALUE_BYTES + " bytes of UTF-8."));
        } else if (value != null && !Texts.storable(value)) {
            problems.add(new Problem(INVALID_TEXT, path(name), "A tag's value holds U+0000 or half a surrogate pair."));
        } else if (tags.containsKey(name)) {
            problems.add(new Problem(DUPLICATE_KEY, path(name), "The tag is there twice."));
        } else if (tags.size() == MAX_TAGS) {
            if (!tooMany) {
                tooMany = true;
                problems.add(new Problem(INVALID_TAGS, "/data/Tags", "There are more than " + MAX_TAGS + " tags."));
            }
        } else {
            tags.put(name, value);
        }
    }

    private static String path(String name) {
        return "/data/Tags/" + (Texts.storable(name) ? Texts.pointerSegment(name) : "?");
    }

    List<Problem> problems() {
        return problems.all();
    }

    Map<String, @Nullable String> tags() {
        return tags;
    }
}
