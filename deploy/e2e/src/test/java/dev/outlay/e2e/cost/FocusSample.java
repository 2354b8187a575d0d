package dev.outlay.e2e.cost;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The FinOps Foundation's sample of 1,000 anonymised rows of September 2024, read from beside the repository; never copied into it. */
public final class FocusSample {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final YearMonth MONTH = YearMonth.of(2024, 9);

    private final Path file;
    private final List<CsvRecord> records;
    private final List<String> header;

    public FocusSample(Path file) {
        this.file = file;
        this.records = read(file);
        this.header = records.getFirst().getFields();
    }

    private static List<CsvRecord> read(Path file) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file itself. */
    public Path file() {
        return file;
    }

    /** Names of its billing accounts: of an id that is a path the last segment. */
    public Set<String> accounts() {
        return column("BillingAccountId").stream()
                .map(id -> id.substring(id.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
    }

    private List<String> column(String name) {
        int index = header.indexOf(name);
        return rows().stream().map(row -> row.getField(index)).toList();
    }

    /** Writes the same rows with their dates moved by whole months into {@code month}; a day that it does not have becomes its last. */
    public void write(Path target, YearMonth month) {
        long months = MONTH.until(month, ChronoUnit.MONTHS);
        try (CsvWriter writer = CsvWriter.builder().build(target)) {
            writer.writeRecord(header);
            for (CsvRecord row : rows()) {
                List<String> fields = new ArrayList<>(row.getFields());
                move(fields, "BillingPeriodStart", "BillingPeriodEnd", months);
                move(fields, "ChargePeriodStart", "ChargePeriodEnd", months);
                writer.writeRecord(fields);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void move(List<String> fields, String startColumn, String endColumn, long months) {
        int startIndex = header.indexOf(startColumn);
        int endIndex = header.indexOf(endColumn);
        LocalDateTime start = LocalDateTime.parse(fields.get(startIndex), TIME);
        LocalDateTime end = LocalDateTime.parse(fields.get(endIndex), TIME);
        LocalDateTime movedStart = start.plusMonths(months);
        LocalDateTime movedEnd = end.plusMonths(months);
        if (!movedEnd.isAfter(movedStart)) { // both fell on the last day of a shorter month
            movedEnd = movedStart.plus(ChronoUnit.MINUTES.between(start, end), ChronoUnit.MINUTES);
        }
        fields.set(startIndex, TIME.format(movedStart));
        fields.set(endIndex, TIME.format(movedEnd));
    }

    private List<CsvRecord> rows() {
        return records.subList(1, records.size());
    }
}
