package dev.outlay.ingest.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.outlay.ingest.charge.ChargeDraft;
import dev.outlay.ingest.charge.ProblemCode;
import dev.outlay.ingest.charge.TagsDraft;
import java.io.IOException;

/** Reads a cell that holds tags: a JSON object of names to values, as FOCUS says. */
final class TagsCell {
    private static final JsonFactory JSON = new JsonFactory();

    private TagsCell() {}

    static void read(String cell, ChargeDraft draft) {
        TagsDraft tags = new TagsDraft();
        try (JsonParser parser = JSON.createParser(cell)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                refuse(draft);
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value != null && value.isStructStart()) {
                    tags.refuse(name);
                    parser.skipChildren();
                } else {
                    tags.tag(name, value == JsonToken.VALUE_NULL ? null : parser.getText());
                }
            }
            draft.tags(tags);
        } catch (IOException notJson) {
            refuse(draft);
        }
    }

    private static void refuse(ChargeDraft draft) {
        draft.refuse(ProblemCode.INVALID_TAGS, "/data/Tags", "Tags is not a JSON object such as {\"env\":\"prod\"}.");
    }
}
