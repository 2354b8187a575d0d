package dev.outlay.ingest.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.outlay.ingest.charge.Texts;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks over what nobody knows: it is ignored, but it must still be JSON in which no key is there twice and no text is broken. */
final class Unknown {
    private static final String BROKEN_TEXT = "A text holds U+0000 or half a surrogate pair";
    private static final String TWICE = "A key is there twice";

    private Unknown() {}

    /** What is wrong inside an ignored member, or null. Reads the value to its end. */
    static @Nullable String problemIn(String name, JsonParser parser) throws IOException {
        String problem = Texts.storable(name) ? null : BROKEN_TEXT;
        Deque<Set<String>> open = new ArrayDeque<>();
        JsonToken token = parser.currentToken();
        while (true) {
            if (token.isStructStart()) {
                open.push(new HashSet<>());
            } else if (token.isStructEnd()) {
                open.pop();
            } else if (token == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                if (!open.getFirst().add(key)) {
                    problem = TWICE;
                } else if (!Texts.storable(key)) {
                    problem = BROKEN_TEXT;
                }
            } else if (token == JsonToken.VALUE_STRING && !Texts.storable(parser.getText())) {
                problem = BROKEN_TEXT;
            }
            if (open.isEmpty()) {
                return problem;
            }
            token = parser.nextToken();
        }
    }
}
