package dev.outlay.ingest.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.charge.Attributes;
import dev.outlay.ingest.charge.ChargeDraft;
import dev.outlay.ingest.charge.Column;
import dev.outlay.ingest.charge.ProblemCode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a FOCUS CSV row by row: UTF-8 with or without a byte order mark, commas, quotes where needed, lines of either
 * ending; {@code NULL} and empty are null. Holds one row at a time.
 */
public final class FocusReader implements Closeable {
    private static final int MAX_ROW_CHARACTERS = 1024 * 1024;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> rows;
    private final FocusHeader header;
    private final AcceptedPeriod period;

    /**
     * Opens a file and reads its header.
     *
     * @param plain the bytes of the CSV, decompressed
     * @param period when charges may begin
     */
    public FocusReader(InputStream plain, AcceptedPeriod period) throws UnreadableFile, IOException {
        Reader text = new InputStreamReader(
                plain,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        this.csv = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .skipEmptyLines(true)
                .maxBufferSize(MAX_ROW_CHARACTERS)
                .ofCsvRecord(text);
        this.rows = csv.iterator();
        this.period = period;
        CsvRecord first = nextRecord();
        if (first == null) {
            throw new UnreadableFile("EmptyFile", "The file is empty. A FOCUS CSV starts with a header.");
        }
        this.header = FocusHeader.of(first.getFields().stream()
                .map(field -> field.indexOf(BYTE_ORDER_MARK) == 0 ? unquoted(field.substring(1)) : field)
                .toList());
    }

    /** The next row, checked, or null at the end. */
    public @Nullable Row next() throws UnreadableFile, IOException {
        CsvRecord fields = nextRecord();
        if (fields == null) {
            return null;
        }
        ChargeDraft draft = new ChargeDraft();
        if (fields.getFieldCount() != header.size()) {
            draft.refuse(
                    ProblemCode.MALFORMED_ROW,
                    "/data",
                    "The row has " + fields.getFieldCount() + " fields, the header " + header.size() + ".");
        } else {
            fill(draft, fields);
        }
        return new Row(fields.getStartingLineNumber(), draft.check(Attributes.ofRow(), period));
    }

    private void fill(ChargeDraft draft, CsvRecord fields) {
        for (int at = 0; at < header.size(); at++) {
            Column column = header.at(at);
            String field = fields.getField(at);
            if (column == null || field.isEmpty() || field.equals("NULL")) {
                continue;
            }
            if (column.kind() == Column.Kind.TAGS) {
                TagsCell.read(field, draft);
            } else {
                draft.text(column, field);
            }
        }
    }

    private @Nullable CsvRecord nextRecord() throws UnreadableFile, IOException {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (UncheckedIOException unreadable) {
            throw encodingOr(unreadable.getCause());
        } catch (CsvParseException notCsv) {
            if (notCsv.getCause() instanceof IOException cause) {
                throw encodingOr(cause);
            }
            throw malformed(notCsv);
        } catch (NoSuchElementException ended) {
            return null;
        }
    }

    private static UnreadableFile malformed(CsvParseException notCsv) {
        return new UnreadableFile("MalformedCsv", "The file is not CSV: " + notCsv.getMessage() + ".");
    }

    private static UnreadableFile encodingOr(@Nullable IOException failure) throws IOException {
        if (failure instanceof CharacterCodingException) {
            return new UnreadableFile("InvalidEncoding", "The file is not UTF-8. Save it as UTF-8 and send it again.");
        }
        throw failure == null ? new IOException("the file cannot be read") : failure;
    }

    /** A quote after a byte order mark is not seen as one by the parser. */
    private static String unquoted(String field) {
        boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
        return quoted ? field.substring(1, field.length() - 1) : field;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
