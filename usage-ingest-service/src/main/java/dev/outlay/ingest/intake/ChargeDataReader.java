package dev.outlay.ingest.intake;

import static dev.outlay.ingest.charge.ProblemCode.DUPLICATE_KEY;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TEXT;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TYPE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.outlay.ingest.charge.ChargeDraft;
import dev.outlay.ingest.charge.Column;
import dev.outlay.ingest.charge.TagsDraft;
import dev.outlay.ingest.charge.Texts;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code data} of one event from a token stream straight into a draft, without a tree in between. */
final class ChargeDataReader {
    private final JsonParser parser;
    private final ChargeDraft draft;
    private @Nullable Set<String> unknownNames;

    ChargeDataReader(JsonParser parser, ChargeDraft draft) {
        this.parser = parser;
        this.draft = draft;
    }

    /** Reads the value at which the parser stands; afterwards the parser stands at its end. */
    void read() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            draft.refuse(INVALID_TYPE, "/data", "data is a JSON object.");
            parser.skipChildren();
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            Column column = Column.named(name);
            String text = parser.nextTextValue();
            if (column == null) {
                ignore(name);
            } else if (!draft.meets(column)) {
                draft.refuse(DUPLICATE_KEY, "/data/" + column.text(), column.text() + " is there twice.");
                parser.skipChildren();
            } else if (text != null) {
                draft.text(column, text);
            } else {
                value(column);
            }
        }
    }

    /** A value that is no text. */
    private void value(Column column) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> draft.number(column, parser.getText());
            case VALUE_TRUE -> draft.flag(column, true);
            case VALUE_FALSE -> draft.flag(column, false);
            case START_OBJECT -> {
                if (column.kind() == Column.Kind.TAGS) {
                    tags();
                } else {
                    draft.refuseType(column, "an object");
                    parser.skipChildren();
                }
            }
            case START_ARRAY -> {
                draft.refuseType(column, "an array");
                parser.skipChildren();
            }
            default -> {
                // null is as good as absent
            }
        }
    }

    private void tags() throws IOException {
        TagsDraft tags = new TagsDraft();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                tags.refuse(name);
                parser.skipChildren();
            } else {
                tags.tag(name, token == JsonToken.VALUE_NULL ? null : parser.getText());
            }
        }
        draft.tags(tags);
    }

    private void ignore(String name) throws IOException {
        Set<String> names = unknownNames;
        if (names == null) {
            names = new HashSet<>();
            unknownNames = names;
        }
        String problem = names.add(name) ? Unknown.problemIn(name, parser) : "A key is there twice";
        if (problem != null) {
            String path =
                    Texts.storable(name) ? "/data/" + name.replace("~", "~0").replace("/", "~1") : "/data";
            draft.refuse(problem.endsWith("twice") ? DUPLICATE_KEY : INVALID_TEXT, path, problem + ".");
            parser.skipChildren();
        }
    }
}
