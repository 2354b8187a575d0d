package dev.outlay.budget.pricesheet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a price sheet's CSV, some lines at a time: UTF-8 with or without a byte order mark, commas, quotes where needed, lines of either ending. It holds one line, and what it hands out. What is wrong is
 * gathered to the end of the file.
 */
final class PriceSheetReader {

    private static final int LONGEST_LINE = 1024 * 1024;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /**
     * A line that is a price.
     *
     * @param line of the file, from 1
     */
    record Line(long line, Price price) {}

    private final Iterator<CsvRecord> records;
    private final PriceSheetProblems problems = new PriceSheetProblems();
    private final PriceSheetHeader header;
    private final PriceSheetRules rules;
    private final PriceDigest digest = new PriceDigest();
    private int prices;
    private boolean ended;

    private PriceSheetReader(
            InputStream plain, Scope.BillingProfile profile, YearMonth period, @Nullable String billedIn)
            throws IOException {
        PushbackReader text = new PushbackReader(new InputStreamReader(
                plain,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        int first = text.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            text.unread(first);
        }
        this.records = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .skipEmptyLines(true)
                .maxBufferSize(LONGEST_LINE)
                .ofCsvRecord(text)
                .iterator();
        this.rules = new PriceSheetRules(profile, period, billedIn, problems);
        CsvRecord names = record();
        this.header = PriceSheetHeader.of(names == null ? List.of() : names.getFields(), problems);
    }

    /**
     * Opens a file and reads its header; fails with a refusal, or with what is wrong with the header.
     *
     * @param file as it was sent: plain or gzip
     * @param most bytes that it may have, unpacked
     * @param billedIn the profile's currency; null where nothing has fixed it
     */
    static PriceSheetReader open(
            InputStream file, long most, Scope.BillingProfile profile, YearMonth period, @Nullable String billedIn) {
        return withoutDamage(() -> {
            PriceSheetReader reader = new PriceSheetReader(BoundedText.unpacked(file, most), profile, period, billedIn);
            reader.problems.requireNone();
            return reader;
        });
    }

    /** The prices of the next lines, of at most so many. After the first problem there are none, and the rest is merely looked at. */
    List<Line> next(int most) {
        return withoutDamage(() -> {
            List<Line> lines = new ArrayList<>();
            for (int read = 0; !ended && read < most; read++) {
                CsvRecord record = record();
                if (record == null) {
                    ended = true;
                } else {
                    read(record, lines);
                }
            }
            return problems.isEmpty() ? lines : List.of();
        });
    }

    /** Whether the file was read to its end. */
    boolean hasEnded() {
        return ended;
    }

    private void read(CsvRecord record, List<Line> lines) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != header.fields()) {
            problems.add(
                    line,
                    "",
                    "MalformedLine",
                    "The line has " + record.getFieldCount() + " fields, the header " + header.fields() + ".");
            return;
        }
        PriceRow row = new PriceRow(line, problems);
        for (PriceSheetColumn column : PriceSheetColumn.values()) {
            if (header.at(column) >= 0) {
                row.read(column, record.getField(header.at(column)));
            }
        }
        rules.check(line, row);
        if (problems.isEmpty()) {
            Price price = row.price(++prices);
            digest.add(price);
            lines.add(new Line(line, price));
        }
    }

    private @Nullable CsvRecord record() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException notCsv) {
            if (notCsv.getCause() instanceof IOException broken) {
                throw new UncheckedIOException(broken);
            }
            if (notCsv.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            String read = String.valueOf(notCsv.getMessage()).replace("Exception when reading", "cannot read");
            throw Refusal.badRequest("The file is not CSV: " + read + ".").exception();
        }
    }

    /** Something that reads the file. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T withoutDamage(Reading<T> reading) {
        try {
            return reading.read();
        } catch (UncheckedIOException broken) {
            throw damaged(broken.getCause());
        } catch (IOException broken) {
            throw damaged(broken);
        }
    }

    private static RuntimeException damaged(@Nullable IOException broken) {
        return broken instanceof CharacterCodingException
                ? Refusal.badRequest("The file is not a text in UTF-8.").exception()
                : Refusal.badRequest("The file cannot be read: it is damaged, or its gzip is.")
                        .exception();
    }

    /** Another line says a price of the same thing already. */
    void isThereAlready(Line line) {
        problems.add(
                line.line(),
                "",
                "DuplicatePrice",
                "A line before says a price of the same product, meter, tier, term and time.");
    }

    /** Fails with what is wrong with the file, once it was read to its end. */
    void requireSound() {
        if (problems.isEmpty() && prices == 0) {
            problems.add(1, "", "NoPrices", "The file holds no prices.");
        }
        problems.requireNone();
    }

    /** How many prices there are. */
    int prices() {
        return prices;
    }

    PriceSheetRules rules() {
        return rules;
    }

    /** What the sheet says, in a SHA-256; asked for once, at the end. */
    String content() {
        return digest.add(rules.billedIn())
                .add(rules.accountName())
                .add(rules.profileName())
                .hexadecimal();
    }
}
