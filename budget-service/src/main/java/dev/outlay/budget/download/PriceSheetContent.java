package dev.outlay.budget.download;

import dev.outlay.budget.pricesheet.Price;
import dev.outlay.budget.pricesheet.PriceSheet;
import dev.outlay.budget.pricesheet.PriceSheetColumn;
import dev.outlay.budget.pricesheet.PriceSheets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in a file of prices: Azure's 27 columns (azure-rest-contract.md section 5), exact decimals, times as ISO 8601 in UTC. */
@ApplicationScoped
class PriceSheetContent implements FileContent {

    private static final List<PriceSheetColumn> COLUMNS = List.of(PriceSheetColumn.values());

    private record Prices(PriceSheets.Page page) implements Part {

        @Override
        public List<String> header() {
            return COLUMNS.stream().map(PriceSheetColumn::label).toList();
        }

        @Override
        public Stream<List<String>> cells() {
            return page.prices().stream().map(price -> COLUMNS.stream()
                    .map(column -> cell(page.sheet(), price, column))
                    .toList());
        }

        @Override
        public int rows() {
            return page.prices().size();
        }

        @Override
        public @Nullable String next() {
            PriceSheets.Position next = page.next();
            return next == null ? null : Integer.toString(next.after());
        }
    }

    private final PriceSheets sheets;

    PriceSheetContent(PriceSheets sheets) {
        this.sheets = sheets;
    }

    @Override
    public Uni<Part> next(CostFileTable.Claimed file, int rows) {
        long sheet = Long.parseLong(file.question());
        int after = Integer.parseInt(Objects.requireNonNullElse(file.next(), "0"));
        return sheets.some(file.place(), sheet, after, rows).map(Prices::new);
    }

    private static String cell(PriceSheet sheet, Price price, PriceSheetColumn column) {
        String text =
                switch (column) {
                    case BILLING_ACCOUNT_ID -> sheet.account();
                    case BILLING_ACCOUNT_NAME -> sheet.accountName();
                    case BILLING_CURRENCY -> sheet.currency();
                    case BILLING_PROFILE_ID -> sheet.profile();
                    case BILLING_PROFILE_NAME -> sheet.profileName();
                    default -> price.text(column);
                };
        return text == null ? "" : Formula.neutralised(text);
    }
}
