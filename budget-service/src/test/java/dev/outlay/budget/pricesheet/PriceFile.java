package dev.outlay.budget.pricesheet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A price sheet as a partner has it: good lines, of which a test changes a cell. */
public final class PriceFile {

    /** Azure's names, in Azure's order. */
    public static final String HEADER =
            "basePrice,billingAccountId,billingAccountName,billingCurrency,billingProfileId,billingProfileName,currency,discount,"
                    + "effectiveEndDate,effectiveStartDate,includedQuantity,marketPrice,meterId,meterCategory,meterName,meterSubCategory,"
                    + "meterType,meterRegion,priceType,Product,productId,serviceFamily,SkuID,Term,tierMinimumUnits,unitOfMeasure,unitPrice";

    private final List<String> lines = new ArrayList<>();

    /** One more line. Its meter is its number, and its price as many thousandths; cells that are given replace what it says. */
    public PriceFile line(String... cells) {
        int number = lines.size() + 1;
        Map<String, String> said = new HashMap<>(Map.of(
                "billingCurrency", "CHF",
                "currency", "USD",
                "effectiveStartDate", "2026-10-01",
                "effectiveEndDate", "2026-10-31",
                "meterId", "meter-" + number,
                "priceType", "Consumption",
                "Product", "Product " + number,
                "tierMinimumUnits", "0",
                "unitOfMeasure", "1 Hour",
                "unitPrice", number + ".00100"));
        for (int i = 0; i < cells.length; i += 2) {
            said.put(cells[i], cells[i + 1]);
        }
        List<String> fields = new ArrayList<>();
        for (String column : HEADER.split(",", -1)) {
            String cell = said.getOrDefault(column, "");
            fields.add(cell.matches("(?s).*[\",\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        lines.add(String.join(",", fields));
        return this;
    }

    public PriceFile lines(int count) {
        for (int i = 0; i < count; i++) {
            line();
        }
        return this;
    }

    /** CSV with lines that end as RFC 4180 says. */
    public String text() {
        return HEADER + "\r\n" + String.join("\r\n", lines) + "\r\n";
    }

    public byte[] packed() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text().getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
