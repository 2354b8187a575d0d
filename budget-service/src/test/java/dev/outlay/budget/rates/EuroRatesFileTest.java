package dev.outlay.budget.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.refusal.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EuroRatesFileTest {

    private static final String FILE = "Date,USD,JPY,SEK,\n2026-04-01,1.0812,N/A,11.1,\n2026-03-31,1.08,161.5,,\n";

    @Test
    void rates_are_read_and_what_has_none_is_left_out() {
        assertThat(EuroRatesFile.read(bytes(FILE)))
                .containsExactly(
                        new EuroRate("USD", LocalDate.of(2026, 4, 1), new BigDecimal("1.0812")),
                        new EuroRate("SEK", LocalDate.of(2026, 4, 1), new BigDecimal("11.1")),
                        new EuroRate("USD", LocalDate.of(2026, 3, 31), new BigDecimal("1.08")),
                        new EuroRate("JPY", LocalDate.of(2026, 3, 31), new BigDecimal("161.5")));
    }

    @Test
    void a_zip_of_it_says_the_same() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry("eurofxref-hist.csv"));
            zip.write(bytes(FILE.replace("\n", "\r\n")));
        }

        assertThat(EuroRatesFile.read(zipped.toByteArray())).isEqualTo(EuroRatesFile.read(bytes(FILE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Date\n",
                "Date,USD\n",
                "Day,USD\n2026-04-01,1\n",
                "Date,usd\n2026-04-01,1\n",
                "Date,USD,USD\n2026-04-01,1,1\n",
                "Date,USD\n2026-04-31,1\n",
                "Date,USD\n2026-04-01,0\n",
                "Date,USD\n2026-04-01,-1\n",
                "Date,USD\n2026-04-01,1e400\n",
                "Date,USD\n2026-04-01,1,2\n",
                "Date,USD\n2026-04-01,.\n",
                "PK\u0003\u0004damaged"
            })
    void anything_else_is_refused(String file) {
        assertThatThrownBy(() -> EuroRatesFile.read(bytes(file))).isInstanceOf(RefusedException.class);
    }

    @Test
    void a_zip_that_unpacks_without_end_is_refused() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry("bomb.csv"));
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 65; i++) {
                zip.write(zeros);
            }
        }

        assertThatThrownBy(() -> EuroRatesFile.read(zipped.toByteArray()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("larger than 16 MiB");
    }

    @Test
    void the_whole_history_of_the_european_central_bank_is_read() throws IOException {
        Path data = Path.of(System.getProperty("outlay.root", ".."), "../shared/data");
        Assumptions.assumeTrue(Files.isDirectory(data), "there are no data beside the checkout");

        List<EuroRate> rates = EuroRatesFile.read(Files.readAllBytes(data.resolve("eurofxref-hist.zip")));

        assertThat(rates).hasSizeGreaterThan(200_000);
        assertThat(rates).extracting(EuroRate::currency).contains("CHF", "SEK", "NOK", "DKK", "GBP", "USD");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
