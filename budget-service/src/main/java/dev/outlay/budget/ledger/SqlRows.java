package dev.outlay.budget.ledger;

import dev.outlay.budget.money.DollarValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ledger rows as columns for {@code unnest}, and back from a result. */
final class SqlRows {

    /** Columns in the order in which {@link #columns} fills them and {@link #read} expects them. */
    static final String COLUMNS = """
            account_scope, source_id, id, revision, content, dimension_set_id, charge_start, charge_end, billed, effective, retail,
            billed_usd, effective_usd, usd_rate, usd_rate_date, quantity, unit_price, batch""";

    /** A table of the parameters 1 to 17; the batch is parameter 18. Time is microseconds since 1970: arrays of instants do not pass. */
    static final String FROM_PARAMETERS = """
            select account_scope, source_id, id, revision, content, dimension_set_id,
                   timestamptz 'epoch' + charge_start * interval '1 microsecond' as charge_start,
                   timestamptz 'epoch' + charge_end * interval '1 microsecond' as charge_end,
                   billed, effective, retail, billed_usd, effective_usd, usd_rate, usd_rate_date, quantity, unit_price,
                   cast(?18 as bigint) as batch
            from unnest(cast(?1 as integer[]), cast(?2 as integer[]), cast(?3 as text[]), cast(?4 as integer[]), cast(?5 as uuid[]),
                        cast(?6 as integer[]), cast(?7 as bigint[]), cast(?8 as bigint[]), cast(?9 as numeric[]), cast(?10 as numeric[]),
                        cast(?11 as numeric[]), cast(?12 as numeric[]), cast(?13 as numeric[]), cast(?14 as numeric[]), cast(?15 as date[]),
                        cast(?16 as numeric[]), cast(?17 as numeric[]))
              as given (account_scope, source_id, id, revision, content, dimension_set_id, charge_start, charge_end, billed, effective,
                        retail, billed_usd, effective_usd, usd_rate, usd_rate_date, quantity, unit_price)""";

    private SqlRows() {}

    /** The 17 arrays of {@link #FROM_PARAMETERS}. */
    static Object[] columns(List<LedgerRow> rows) {
        int n = rows.size();
        Integer[] accounts = new Integer[n];
        Integer[] sources = new Integer[n];
        String[] ids = new String[n];
        Integer[] revisions = new Integer[n];
        UUID[] contents = new UUID[n];
        Integer[] sets = new Integer[n];
        Long[] starts = new Long[n];
        @Nullable Long[] ends = new @Nullable Long[n];
        BigDecimal[] billed = new BigDecimal[n];
        BigDecimal[] effective = new BigDecimal[n];
        @Nullable BigDecimal[] retail = new @Nullable BigDecimal[n];
        @Nullable BigDecimal[] billedUsd = new @Nullable BigDecimal[n];
        @Nullable BigDecimal[] effectiveUsd = new @Nullable BigDecimal[n];
        @Nullable BigDecimal[] rates = new @Nullable BigDecimal[n];
        @Nullable LocalDate[] rateDays = new @Nullable LocalDate[n];
        @Nullable BigDecimal[] quantities = new @Nullable BigDecimal[n];
        @Nullable BigDecimal[] unitPrices = new @Nullable BigDecimal[n];
        for (int i = 0; i < n; i++) {
            LedgerRow row = rows.get(i);
            accounts[i] = row.key().account();
            sources[i] = row.key().source();
            ids[i] = row.key().id();
            revisions[i] = row.revision();
            contents[i] = row.content();
            sets[i] = row.set().id();
            starts[i] = micros(row.start());
            ends[i] = row.end() == null ? null : Long.valueOf(micros(row.end()));
            billed[i] = row.billed();
            effective[i] = row.effective();
            retail[i] = row.retail();
            DollarValue dollars = row.dollars();
            if (dollars != null) {
                billedUsd[i] = dollars.billed();
                effectiveUsd[i] = dollars.effective();
                rates[i] = dollars.rate();
                rateDays[i] = dollars.rateDay();
            }
            quantities[i] = row.quantity();
            unitPrices[i] = row.unitPrice();
        }
        return new Object[] {
            accounts,
            sources,
            ids,
            revisions,
            contents,
            sets,
            starts,
            ends,
            billed,
            effective,
            retail,
            billedUsd,
            effectiveUsd,
            rates,
            rateDays,
            quantities,
            unitPrices
        };
    }

    /** @param sets the descriptions by id, all that the rows name */
    static LedgerRow read(Object[] columns, Map<Integer, DimensionSet> sets) {
        BigDecimal billedUsd = (BigDecimal) columns[11];
        BigDecimal effectiveUsd = (BigDecimal) columns[12];
        DollarValue dollars = billedUsd == null && effectiveUsd == null
                ? null
                : new DollarValue(billedUsd, effectiveUsd, (BigDecimal) columns[13], (LocalDate) columns[14]);
        DimensionSet set = sets.get((Integer) columns[5]);
        if (set == null) {
            throw new IllegalStateException("no dimension set " + columns[5]);
        }
        return new LedgerRow(
                new ChargeKey((Integer) columns[0], (Integer) columns[1], (String) columns[2]),
                (Integer) columns[3],
                (UUID) columns[4],
                set,
                instant(columns[6]),
                columns[7] == null ? null : instant(columns[7]),
                (BigDecimal) columns[8],
                (BigDecimal) columns[9],
                (BigDecimal) columns[10],
                dollars,
                (BigDecimal) columns[15],
                (BigDecimal) columns[16],
                (Long) columns[17]);
    }

    /** The driver gives a timestamp with time zone as one or the other, by how the query was typed. */
    static Instant instant(@Nullable Object value) {
        return switch (value) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            case null, default -> throw new IllegalStateException("not a time: " + value);
        };
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
