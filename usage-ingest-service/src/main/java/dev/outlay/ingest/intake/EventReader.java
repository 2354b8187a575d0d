package dev.outlay.ingest.intake;

import static dev.outlay.ingest.charge.ProblemCode.DUPLICATE_KEY;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TEXT;
import static dev.outlay.ingest.charge.ProblemCode.INVALID_TYPE;
import static dev.outlay.ingest.charge.ProblemCode.MISSING_FIELD;
import static dev.outlay.ingest.charge.ProblemCode.UNSUPPORTED_DATA;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.charge.Attributes;
import dev.outlay.ingest.charge.ChargeDraft;
import dev.outlay.ingest.charge.Checked;
import dev.outlay.ingest.charge.Texts;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one structured event, its attributes in any order, from a token stream. */
final class EventReader {
    private final JsonParser parser;
    private final ChargeDraft draft = new ChargeDraft();
    private final Set<String> names = new HashSet<>();
    private @Nullable String specversion;
    private @Nullable String type;
    private @Nullable String id;
    private @Nullable String source;
    private @Nullable String time;
    private @Nullable String datacontenttype;
    private @Nullable String revision;
    private @Nullable String alerts;
    private boolean hasData;

    EventReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads the value at which the parser stands; afterwards the parser stands at its end. */
    Checked read(AcceptedPeriod period) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            draft.refuse(INVALID_TYPE, "", "An event is a JSON object.");
            draft.refuse(MISSING_FIELD, "/data", "data is required.");
            return draft.check(Attributes.ofRow(), period);
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (names.add(name)) {
                attribute(name);
            } else {
                draft.refuse(DUPLICATE_KEY, pointer(name), "A key is there twice.");
                parser.skipChildren();
            }
        }
        if (!hasData) {
            draft.refuse(MISSING_FIELD, "/data", "data is required.");
        }
        return draft.check(
                new Attributes(specversion, type, id, source, time, datacontenttype, revision, alerts), period);
    }

    private void attribute(String name) throws IOException {
        switch (name) {
            case "specversion" -> specversion = text(name);
            case "type" -> type = text(name);
            case "id" -> id = text(name);
            case "source" -> source = text(name);
            case "time" -> time = text(name);
            case "datacontenttype" -> datacontenttype = text(name);
            case "alerts" -> alerts = text(name);
            case "revision" ->
                revision = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getText() : text(name);
            case "data" -> {
                hasData = true;
                new ChargeDataReader(parser, draft).read();
            }
            case "data_base64" -> {
                hasData = true;
                draft.refuse(UNSUPPORTED_DATA, "/data_base64", "Send the charge as JSON in data.");
                parser.skipChildren();
            }
            default -> ignore(name);
        }
    }

    private @Nullable String text(String name) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> null;
            default -> {
                draft.refuse(INVALID_TYPE, "/" + name, name + " is a text.");
                parser.skipChildren();
                // Something of the right form, so that the wrong type is the only problem that is told.
                yield placeholder(name);
            }
        };
    }

    private static @Nullable String placeholder(String name) {
        return switch (name) {
            case "specversion" -> "1.0";
            case "type" -> Attributes.TYPE;
            case "id", "source" -> "-";
            default -> null;
        };
    }

    private void ignore(String name) throws IOException {
        String problem = Unknown.problemIn(name, parser);
        if (problem != null) {
            draft.refuse(problem.endsWith("twice") ? DUPLICATE_KEY : INVALID_TEXT, pointer(name), problem + ".");
        }
    }

    private static String pointer(String name) {
        return Texts.storable(name) ? "/" + name.replace("~", "~0").replace("/", "~1") : "";
    }
}
