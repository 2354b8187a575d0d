package dev.outlay.budget.analysis;

import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.ledger.ColumnValues;
import dev.outlay.budget.ledger.CommitmentUse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A charge as an oracle of questions has it: what was sent, and nothing that the ledger makes of it.
 *
 * @param use of the commitment, where it names one
 * @param texts by FOCUS column; what it lacks was not sent
 * @param cspOffer whether its customer is under the CSP offer
 */
public record AskedCharge(
        String id,
        int revision,
        String account,
        String profile,
        String currency,
        @Nullable String customer,
        @Nullable String subscription,
        @Nullable String group,
        ChargeCategory category,
        CommitmentUse use,
        boolean cspOffer,
        Instant start,
        BigDecimal billed,
        BigDecimal effective,
        @Nullable BigDecimal list,
        @Nullable BigDecimal billedInUsd,
        @Nullable BigDecimal effectiveInUsd,
        @Nullable BigDecimal quantity,
        Map<Column, String> texts,
        Map<String, String> tags) {

    /** The same charge, of which more is said. */
    public AskedCharge saying(Map<Column, String> more) {
        Map<Column, String> said = new EnumMap<>(texts);
        said.putAll(more);
        return with(revision, billedInUsd, effectiveInUsd, said);
    }

    /** The same charge, stated again in dollars. */
    AskedCharge inDollars(int newRevision, BigDecimal dollars) {
        return with(newRevision, dollars, dollars, texts);
    }

    private AskedCharge with(
            int newRevision,
            @Nullable BigDecimal newBilledInUsd,
            @Nullable BigDecimal newEffectiveInUsd,
            Map<Column, String> said) {
        return new AskedCharge(
                id,
                newRevision,
                account,
                profile,
                currency,
                customer,
                subscription,
                group,
                category,
                use,
                cspOffer,
                start,
                billed,
                effective,
                list,
                newBilledInUsd,
                newEffectiveInUsd,
                quantity,
                said,
                tags);
    }

    /** In UTC. */
    LocalDate day() {
        return LocalDate.ofInstant(start, ZoneOffset.UTC);
    }

    /** What is billed in dollars is in dollars; else what the charge says; else it waits. */
    @Nullable
    BigDecimal billedUsd() {
        return currency.equals("USD") ? billed : billedInUsd;
    }

    @Nullable
    BigDecimal effectiveUsd() {
        return currency.equals("USD") ? effective : effectiveInUsd;
    }

    String text(Column column) {
        return Objects.requireNonNullElse(texts.get(column), "");
    }

    /** As a producer states it. */
    public Charge charge() {
        ColumnValues.Builder columns = new ColumnValues.Builder()
                .set(Column.X_BILLING_ACCOUNT_ID, account)
                .set(Column.X_BILLING_PROFILE_ID, profile)
                .set(Column.X_CUSTOMER_ID, customer)
                .set(Column.SUB_ACCOUNT_ID, subscription)
                .set(Column.X_RESOURCE_GROUP_NAME, group)
                .set(Column.CHARGE_CATEGORY, category.label())
                .set(Column.BILLING_CURRENCY, currency)
                .set(Column.COMMITMENT_DISCOUNT_STATUS, use == CommitmentUse.UNUSED ? "Unused" : null);
        texts.forEach(columns::set);
        tags.forEach(columns::tag);
        return new Charge(
                "urn:asked",
                id,
                revision,
                null,
                true,
                account,
                profile,
                customer,
                subscription,
                group,
                category,
                use,
                currency,
                start,
                null,
                billed,
                effective,
                list,
                billedInUsd,
                effectiveInUsd,
                null,
                null,
                quantity,
                null,
                columns.build(),
                null,
                null);
    }
}
