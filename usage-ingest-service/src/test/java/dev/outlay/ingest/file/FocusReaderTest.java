package dev.outlay.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.ingest.charge.AcceptedPeriod;
import dev.outlay.ingest.charge.Charge;
import dev.outlay.ingest.charge.Checked;
import dev.outlay.ingest.charge.Column;
import dev.outlay.ingest.charge.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FocusReaderTest {
    private static final AcceptedPeriod PERIOD = AcceptedPeriod.asOf(Instant.parse("2026-11-23T00:00:00Z"), 84, 60);
    private static final String HEADER = "BilledCost,BillingAccountId,BillingCurrency,ChargeCategory,ChargePeriodStart";
    private static final String ROW = "0.00000080000,123,USD,Usage,2024-09-18 22:00:00";

    @Test
    void aRowIsACharge() throws Exception {
        Charge charge = accepted(rows(HEADER + "\n" + ROW + "\n").getFirst());

        assertThat(charge.account()).isEqualTo("123");
        assertThat(charge.columns().get(Column.BILLED_COST)).isEqualTo("0.0000008");
        assertThat(charge.columns().get(Column.CHARGE_PERIOD_START)).isEqualTo("2024-09-18T22:00:00Z");
    }

    @Test
    void orderOfColumnsFormOfNumbersAndUnknownColumnsDoNotChangeTheHash() throws Exception {
        Charge one = accepted(rows(HEADER + ",Tags\n" + ROW + ",\"{\"\"a\"\": \"\"1\"\", \"\"b\"\": \"\"2\"\"}\"\n")
                .getFirst());
        Charge other = accepted(
                rows("\ufeff\"Tags\",Id,ChargePeriodStart,ChargeCategory,billingcurrency,BillingAccountId,BilledCost\r\n"
                                + "\"{\"\"b\"\":\"\"2\"\",\"\"a\"\":\"\"1\"\"}\",77,2024-09-18T22:00:00Z,Usage,USD,\"123\",8e-7\r\n")
                        .getFirst());

        assertThat(new RowHash().of(one)).isEqualTo(new RowHash().of(other));
    }

    @Test
    void theHashOfARowIsFixedForEver() throws Exception {
        Charge charge = accepted(rows(HEADER + "\n" + ROW + "\n").getFirst());

        assertThat(HexFormat.of().formatHex(new RowHash().of(charge)))
                .isEqualTo("0821d08d324b67f5389cb0b9cd387f3958d3309ee1e9ca5adef6ecb9b3432123");
    }

    @Test
    void nullAndEmptyAreTheSameAndQuotedLinesAreRead() throws Exception {
        List<Row> rows = rows(HEADER + ",ChargeDescription,RegionId\n" + ROW + ",\"two\nlines, \"\"quoted\"\"\",NULL\n"
                + ROW + ",,\"NULL\"\n");

        assertThat(accepted(rows.get(0)).columns().get(Column.CHARGE_DESCRIPTION))
                .isEqualTo("two\nlines, \"quoted\"");
        assertThat(accepted(rows.get(0)).columns().get(Column.REGION_ID)).isNull();
        assertThat(accepted(rows.get(1)).columns().get(Column.CHARGE_DESCRIPTION))
                .isNull();
        assertThat(rows.get(1).line()).isEqualTo(4);
    }

    @Test
    void aRowWithProblemsIsRejectedAndTheOthersGoOn() throws Exception {
        List<Row> rows = rows(HEADER + ",Tags\n" + ROW + ",x\n" + "1,2\n" + ROW + ",NULL\n" + ",,,,,\n");

        assertThat(codes(rows.get(0))).containsExactly("InvalidTags");
        assertThat(codes(rows.get(1))).containsExactly("MalformedRow");
        assertThat(rows.get(2).checked()).isInstanceOf(Checked.Accepted.class);
        assertThat(codes(rows.get(3))).hasSize(5).containsOnly("MissingField");
    }

    @Test
    void aFileWithoutARequiredColumnIsRefusedAtOnceAndTheColumnsAreNamed() {
        assertThatThrownBy(() -> rows("BilledCost,ChargeCategory\n1,Usage\n"))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("BillingCurrency, ChargePeriodStart, BillingAccountId");
        assertThatThrownBy(() -> rows("")).isInstanceOf(UnreadableFile.class);
        assertThatThrownBy(() -> rows(HEADER + ",BilledCost\n")).isInstanceOf(UnreadableFile.class);
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() {
        assertThatThrownBy(() -> rows(HEADER + ",RegionName\n" + ROW + ",Zürich\n", StandardCharsets.ISO_8859_1))
                .isInstanceOfSatisfying(
                        UnreadableFile.class, file -> assertThat(file.code()).isEqualTo("InvalidEncoding"));
    }

    @Test
    void aRowWithoutEndIsRefusedWithBoundedMemory() {
        assertThatThrownBy(() -> rows(HEADER + "\n\"" + "x".repeat(3_000_000)))
                .isInstanceOfSatisfying(
                        UnreadableFile.class, file -> assertThat(file.code()).isEqualTo("MalformedCsv"));
    }

    @Test
    void equalRowsAreNumberedInTheirOrder(@TempDir Path directory) throws Exception {
        byte[] a = new byte[32];
        byte[] b = HexFormat.of().parseHex("ff".repeat(32));
        Occurrences occurrences = new Occurrences(directory);
        for (byte[] hash : List.of(a, b, a, a, b, a)) {
            occurrences.add(hash);
        }
        occurrences.count();

        List<Integer> numbers = new ArrayList<>();
        try (Occurrences.Numbers reader = occurrences.numbers()) {
            for (int i = 0; i < 7; i++) {
                numbers.add(reader.next());
            }
        }
        assertThat(numbers).containsExactly(0, 0, 1, 2, 1, 3, 0);
    }

    private static List<Row> rows(String csv) throws UnreadableFile, IOException {
        return rows(csv, StandardCharsets.UTF_8);
    }

    private static List<Row> rows(String csv, Charset charset) throws UnreadableFile, IOException {
        List<Row> rows = new ArrayList<>();
        try (FocusReader reader = new FocusReader(new ByteArrayInputStream(csv.getBytes(charset)), PERIOD)) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static Charge accepted(Row row) {
        assertThat(row.checked()).isInstanceOf(Checked.Accepted.class);
        return ((Checked.Accepted) row.checked()).charge();
    }

    private static List<String> codes(Row row) {
        assertThat(row.checked()).isInstanceOf(Checked.Rejected.class);
        return ((Checked.Rejected) row.checked())
                .problems().stream().map(Problem::code).map(code -> code.text()).toList();
    }
}
