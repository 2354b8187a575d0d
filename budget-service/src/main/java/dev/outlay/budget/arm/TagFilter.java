package dev.outlay.budget.arm;

import dev.outlay.budget.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The {@code $filter} of resource groups: {@code tagName eq 'name'}, and {@code and tagValue eq 'value'} behind it, as az and the SDKs write it.
 *
 * @param name of a tag; empty for no filter
 * @param value that it has; null for any
 */
record TagFilter(String name, @Nullable String value) {

    private static final int LONGEST = 2_048;

    /** Fails with a refusal of what is not supported, since a filter that is not heeded would show what was not asked for. */
    static TagFilter read(String filter) {
        if (filter.isBlank()) {
            return new TagFilter("", null);
        }
        if (filter.length() > LONGEST) {
            throw refused();
        }
        ODataText text = new ODataText(filter, TagFilter::refused);
        String name = compared(text, "tagName");
        if (name.isEmpty()) {
            throw refused();
        }
        String value = null;
        if (text.takes("and")) {
            value = compared(text, "tagValue");
        }
        text.end();
        return new TagFilter(name, value);
    }

    private static String compared(ODataText text, String field) {
        text.word(field);
        text.word("eq");
        return text.quotedValue();
    }

    private static RuntimeException refused() {
        return Refusal.badRequest("$filter of resource groups is tagName eq '{name}', or tagName eq '{name}' and"
                        + " tagValue eq '{value}'.")
                .exception();
    }
}
