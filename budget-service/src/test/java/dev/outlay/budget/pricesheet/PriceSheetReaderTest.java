package dev.outlay.budget.pricesheet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a price sheet says, and everything that is wrong with what is none. */
class PriceSheetReaderTest {

    private static final Scope.BillingProfile PROFILE = new Scope.BillingProfile("Account", "Profile");
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final long MEBIBYTE = 1024L * 1024;

    /** A file that was read to its end. */
    private record Read(PriceSheetReader reader, List<Price> prices) {}

    @Test
    void a_price_is_what_its_line_says_to_the_last_digit() {
        Price price = read(new PriceFile()
                        .line(
                                "unitPrice", "0.000000000012300",
                                "marketPrice", "1E-7",
                                "basePrice", "12345678901234567890.123456789012345678",
                                "Product", "One, \"two\"\nthree; \u00fc",
                                "effectiveEndDate", "2026-10-31T23:59:59.9999999Z",
                                "effectiveStartDate", "10/01/2026",
                                "priceType", "reservedinstance",
                                "Term", "P1Y"))
                .prices()
                .getFirst();

        assertThat(price.number()).isEqualTo(1);
        assertThat(price.text(PriceSheetColumn.UNIT_PRICE)).isEqualTo("0.0000000000123");
        assertThat(price.text(PriceSheetColumn.MARKET_PRICE)).isEqualTo("0.0000001");
        assertThat(price.text(PriceSheetColumn.BASE_PRICE)).isEqualTo("12345678901234567890.123456789012345678");
        assertThat(price.number(PriceSheetColumn.INCLUDED_QUANTITY)).isNull();
        assertThat(price.text(PriceSheetColumn.PRODUCT)).isEqualTo("One, \"two\"\nthree; \u00fc");
        assertThat(price.time(PriceSheetColumn.EFFECTIVE_START_DATE)).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(price.time(PriceSheetColumn.EFFECTIVE_END_DATE))
                .as("still that day")
                .isEqualTo("2026-10-31T23:59:59.999999Z");
        assertThat(price.text(PriceSheetColumn.PRICE_TYPE)).isEqualTo("ReservedInstance");
    }

    @Test
    void the_same_is_said_by_another_order_of_columns_by_a_mark_and_packed_and_another_price_is_not_the_same() {
        String text = new PriceFile().lines(3).text();
        String content = content(text.getBytes(UTF_8));

        assertThat(content(("\ufeff" + text).getBytes(UTF_8))).isEqualTo(content);
        assertThat(content(new PriceFile().lines(3).packed())).isEqualTo(content);
        assertThat(content(text.replace("\r\n", "\n").getBytes(UTF_8))).isEqualTo(content);
        assertThat(content(text.replace("1.00100", "1.001")
                        .replace("unitPrice", "UNITPRICE")
                        .getBytes(UTF_8)))
                .isEqualTo(content);
        assertThat(content(turned(text).getBytes(UTF_8))).isEqualTo(content);
        assertThat(content(text.replace("1.00100", "1.00101").getBytes(UTF_8))).isNotEqualTo(content);
        assertThat(content(new PriceFile().lines(2).text().getBytes(UTF_8))).isNotEqualTo(content);
    }

    /** The first column comes last. */
    private static String turned(String text) {
        StringBuilder turned = new StringBuilder();
        for (String line : text.split("\r\n")) {
            int comma = line.indexOf(',');
            turned.append(line.substring(comma + 1))
                    .append(',')
                    .append(line, 0, comma)
                    .append('\n');
        }
        return turned.toString();
    }

    @Test
    void every_problem_of_every_line_is_told_with_line_and_column() {
        PriceFile file = new PriceFile()
                .line("unitPrice", "cheap", "currency", "usd", "effectiveStartDate", "31.10.2026")
                .line()
                .line("Product", "a\nb", "unitPrice", "-1")
                .line("unitOfMeasure", "", "priceType", "Best", "Term", "1Y", "unitPrice", "1e999999999")
                .line("billingAccountId", "Other", "billingProfileId", "Other", "billingCurrency", "SEK")
                .line("effectiveStartDate", "2026-11-01", "effectiveEndDate", "")
                .line("effectiveStartDate", "2026-09-01", "effectiveEndDate", "2026-09-30")
                .line("effectiveStartDate", "2026-10-09", "effectiveEndDate", "2026-10-08")
                .line("meterId", "", "Product", "", "productId", "");

        assertThat(problems(file.text()))
                .containsExactlyInAnyOrder(
                        "2 unitPrice InvalidNumber",
                        "2 currency InvalidCurrency",
                        "2 effectiveStartDate InvalidDate",
                        "4 unitPrice InvalidNumber",
                        "6 unitOfMeasure MissingValue",
                        "6 priceType InvalidPriceType",
                        "6 Term InvalidTerm",
                        "6 unitPrice InvalidNumber",
                        "7 billingAccountId OtherProfile",
                        "7 billingProfileId OtherProfile",
                        "7 billingCurrency Inconsistent",
                        "8 effectiveStartDate OtherPeriod",
                        "9 effectiveEndDate OtherPeriod",
                        "10 effectiveEndDate InvalidDate",
                        "11 meterId MissingValue",
                        "11 productId MissingValue");
        assertThat(problems(PriceFile.HEADER + "\n1,2\n")).containsExactly("2  MalformedLine");
        assertThat(problems(PriceFile.HEADER + "\n")).containsExactly("1  NoPrices");
    }

    @Test
    void a_header_that_is_none_is_told_by_its_columns() {
        assertThat(problems(PriceFile.HEADER.replace("unitPrice", "price").replace("discount,", "") + "\n"))
                .containsExactlyInAnyOrder("1 price UnknownColumn", "1 unitPrice MissingColumn");
        assertThat(problems(PriceFile.HEADER + ",UNITPRICE\n")).containsExactly("1 unitPrice DuplicateColumn");
        assertThat(problems("")).hasSize(25);
    }

    @Test
    void of_a_million_problems_the_first_hundred_are_told_and_all_are_counted() {
        StringBuilder text = new StringBuilder(PriceFile.HEADER).append('\n');
        text.append("x\n".repeat(250));
        PriceSheetRefusedException refused = refused(text.toString());

        assertThat(refused.count()).isEqualTo(250);
        assertThat(refused.problems()).hasSize(100);
    }

    @Test
    void the_currency_of_the_profile_is_the_one_that_is_billed() {
        assertThat(refused(() -> read(stream(new PriceFile().line().text().getBytes(UTF_8)), "SEK"))
                        .problems())
                .extracting(PriceSheetProblem::code)
                .containsExactly("Inconsistent");
    }

    @Test
    void what_unpacks_to_more_than_it_may_or_is_damaged_or_no_text_is_refused() {
        byte[] bomb =
                new PriceFile().line("Product", "a".repeat(2_000)).lines(30_000).packed();
        assertThat(bomb.length).isLessThan((int) MEBIBYTE);
        assertThat(status(bomb)).isEqualTo(413);
        byte[] damaged = new PriceFile().lines(500).packed();
        assertThat(status(Arrays.copyOf(damaged, damaged.length / 2))).isEqualTo(400);
        damaged[40] ^= 0x55;
        assertThat(status(damaged)).isEqualTo(400);
        assertThat(status(new PriceFile().line("Product", "\u00fc").text().getBytes(ISO_8859_1)))
                .isEqualTo(400);
        assertThat(status((PriceFile.HEADER + "\n\"" + "a".repeat(2 * 1024 * 1024)).getBytes(UTF_8)))
                .isIn(400, 413);
    }

    @Test
    void what_is_no_csv_is_told_without_words_of_the_code() {
        assertThat(refusal(",".repeat(500_000).getBytes(UTF_8)).message())
                .startsWith("The file is not CSV: ")
                .doesNotContain("Exception");
    }

    private static int status(byte[] file) {
        return refusal(file).status();
    }

    private static Refusal refusal(byte[] file) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> read(stream(file), null));
        assertThat(refused).isNotNull();
        return refused.refusal();
    }

    private static List<String> problems(String text) {
        return refused(text).problems().stream()
                .map(problem -> problem.line() + " " + problem.column() + " " + problem.code())
                .toList();
    }

    private static PriceSheetRefusedException refused(String text) {
        return refused(() -> read(stream(text.getBytes(UTF_8)), null));
    }

    private static PriceSheetRefusedException refused(ThrowingCallable reading) {
        PriceSheetRefusedException refused = catchThrowableOfType(PriceSheetRefusedException.class, reading);
        assertThat(refused).isNotNull();
        return refused;
    }

    private static String content(byte[] file) {
        return read(stream(file), null).reader().content();
    }

    private static InputStream stream(byte[] file) {
        return new ByteArrayInputStream(file);
    }

    private static Read read(PriceFile file) {
        return read(stream(file.text().getBytes(UTF_8)), null);
    }

    private static Read read(InputStream file, @Nullable String billedIn) {
        PriceSheetReader reader = PriceSheetReader.open(file, 2 * MEBIBYTE, PROFILE, OCTOBER, billedIn);
        List<Price> prices = new ArrayList<>();
        while (!reader.hasEnded()) {
            reader.next(2).forEach(line -> prices.add(line.price()));
        }
        reader.requireSound();
        return new Read(reader, prices);
    }
}
