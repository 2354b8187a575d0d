package dev.outlay.budget.rates;

import dev.outlay.budget.refusal.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads the European Central Bank's reference rates: the first row {@code Date,USD,JPY,...}, then a row for each day, {@code N/A} where a currency had no
 * rate. Plain, or the only file of a zip.
 */
final class EuroRatesFile {

    /** Unzipped; the whole history since 1999 has 1 MiB. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int MAX_RATES = 1_000_000;
    private static final int MAX_DIGITS = 18;

    private EuroRatesFile() {}

    /** Fails with a refusal that names the line. */
    static List<EuroRate> read(byte[] body) {
        String text = text(isZip(body) ? unzipped(body) : body);
        List<EuroRate> rates = new ArrayList<>();
        List<String> currencies = List.of();
        int line = 0;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String[] cells = text.substring(start, end).replace("\r", "").split(",", -1);
            line++;
            start = end + 1;
            if (line == 1) {
                currencies = currencies(cells);
            } else if (cells.length > 1) {
                row(cells, currencies, line, rates);
            }
        }
        if (rates.isEmpty()) {
            throw Refusal.badRequest("The file holds no rates.").exception();
        }
        return rates;
    }

    private static boolean isZip(byte[] body) {
        return body.length > 1 && body[0] == 'P' && body[1] == 'K';
    }

    private static byte[] unzipped(byte[] body) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body))) {
            ZipEntry entry = zip.getNextEntry();
            if (entry == null) {
                throw Refusal.badRequest("The zip holds no file.").exception();
            }
            byte[] bytes = zip.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Refusal(
                                413,
                                "RequestEntityTooLarge",
                                "Unzipped, the file is larger than " + MAX_BYTES / 1024 / 1024 + " MiB.")
                        .exception();
            }
            return bytes;
        } catch (IOException | IllegalArgumentException malformed) {
            throw Refusal.badRequest("The zip is damaged.").exception();
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw Refusal.badRequest("The file is not a text in UTF-8.").exception();
        }
    }

    private static List<String> currencies(String[] cells) {
        if (!cells[0].strip().replace("\uFEFF", "").equals("Date")) {
            throw Refusal.badRequest("Line 1 must begin with Date, followed by currencies: Date,USD,JPY,...")
                    .exception();
        }
        List<String> currencies = new ArrayList<>();
        for (int index = 1; index < cells.length; index++) {
            String currency = cells[index].strip();
            boolean valid = currency.length() == 3 && currency.chars().allMatch(c -> c >= 'A' && c <= 'Z');
            if (!valid && !(currency.isEmpty() && index == cells.length - 1)) {
                throw Refusal.badRequest("Line 1, column " + (index + 1) + ": a currency has three capital letters.")
                        .exception();
            }
            if (valid && currencies.contains(currency)) {
                throw Refusal.badRequest("Line 1 names " + currency + " twice.").exception();
            }
            currencies.add(currency);
        }
        return currencies;
    }

    private static void row(String[] cells, List<String> currencies, int line, List<EuroRate> rates) {
        LocalDate day = day(cells[0].strip(), line);
        for (int index = 1; index < cells.length; index++) {
            String cell = cells[index].strip();
            if (cell.isEmpty() || cell.equals("N/A")) {
                continue;
            }
            if (index > currencies.size() || currencies.get(index - 1).isEmpty() || rates.size() >= MAX_RATES) {
                throw Refusal.badRequest(
                                "Line " + line + " has more rates than the first line has currencies, or the file"
                                        + " more than " + MAX_RATES + ".")
                        .exception();
            }
            rates.add(new EuroRate(currencies.get(index - 1), day, rate(cell, line, index)));
        }
    }

    private static LocalDate day(String text, int line) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1999 && day.getYear() < 3000) {
                return day;
            }
        } catch (DateTimeException malformed) {
            // told below, with the days that are out of range
        }
        throw Refusal.badRequest("Line " + line + " must begin with a day such as 2026-04-01, 1999 or later.")
                .exception();
    }

    private static BigDecimal rate(String cell, int line, int index) {
        boolean digits = cell.length() <= MAX_DIGITS * 2
                && cell.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
                && cell.chars().anyMatch(c -> c != '.')
                && cell.indexOf('.') == cell.lastIndexOf('.');
        BigDecimal rate = digits ? new BigDecimal(cell) : BigDecimal.ZERO;
        if (rate.signum() <= 0 || rate.precision() - rate.scale() > MAX_DIGITS || rate.scale() > MAX_DIGITS) {
            throw Refusal.badRequest("Line " + line + ", column " + (index + 1)
                            + ": a rate is a decimal greater than 0, or N/A.")
                    .exception();
        }
        return rate;
    }
}
