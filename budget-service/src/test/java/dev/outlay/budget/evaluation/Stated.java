package dev.outlay.budget.evaluation;

import static dev.outlay.budget.evaluation.LedgerFixture.charge;

import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a charge, as a property makes it up: an id out of few, so that the same charges are stated again and again, and content that differs between them.
 *
 * @param id of the charge
 * @param content what it says; two statements with equal content say the same
 */
record Stated(int id, int revision, Content content) {

    /** The one whose quantity is counted at the billing account. */
    static final String METER = "meter-of-group-1";

    /** What a charge is for. */
    enum Kind {
        USAGE(ChargeCategory.USAGE),
        COVERED(ChargeCategory.USAGE),
        UNUSED(ChargeCategory.USAGE),
        PURCHASE(ChargeCategory.PURCHASE),
        ADJUSTMENT(ChargeCategory.ADJUSTMENT),
        CREDIT(ChargeCategory.CREDIT),
        TAX(ChargeCategory.TAX);

        private final ChargeCategory category;

        Kind(ChargeCategory category) {
            this.category = category;
        }

        ChargeCategory category() {
            return category;
        }

        /** Tax and credits never count; everything else is on the invoice. */
        boolean isOnInvoice() {
            return switch (this) {
                case TAX, CREDIT -> false;
                case USAGE, COVERED, UNUSED, PURCHASE, ADJUSTMENT -> true;
            };
        }

        /** Something was used, whoever has paid for it; what nobody used was not, and what is bought is not yet. */
        boolean isUse() {
            return this == USAGE || this == COVERED;
        }

        /** A customer sees its usage, also what a commitment covers; at subscription and resource group that is zero. */
        boolean isAtCustomer() {
            return switch (this) {
                case USAGE, COVERED -> true;
                case UNUSED, PURCHASE, ADJUSTMENT, TAX, CREDIT -> false;
            };
        }
    }

    /** Whose it is. */
    enum Place {
        FIRST("customer-1", "subscription-1", "group-1"),
        OTHER_GROUP("customer-1", "subscription-1", "group-2"),
        OTHER_CUSTOMER("customer-2", "subscription-1", "group-1"),
        ALL_OTHER("customer-2", "subscription-2", "group-2"),
        NO_GROUP("customer-1", "subscription-2", null),
        NO_SUBSCRIPTION("customer-1", null, null),
        NO_CUSTOMER(null, "subscription-1", "group-1"),
        NOWHERE(null, null, null);

        private final @Nullable String customer;
        private final @Nullable String subscription;
        private final @Nullable String group;

        Place(@Nullable String customer, @Nullable String subscription, @Nullable String group) {
            this.customer = customer;
            this.subscription = subscription;
            this.group = group;
        }

        @Nullable
        String customer() {
            return customer;
        }

        @Nullable
        String subscription() {
            return subscription;
        }

        @Nullable
        String group() {
            return group;
        }
    }

    /** On whose invoice, in which currency. */
    enum Invoice {
        DOLLARS("usd", "USD"),
        /** In a currency that no rate is known for at first. */
        WITHOUT_RATE("rare", null),
        FRANCS("chf", "CHF"),
        OTHER_FRANCS("chf2", "CHF"),
        /** On the invoice in francs, but in euros: it has to be refused. */
        WRONG_CURRENCY("chf", "EUR");

        private final String profile;
        private final @Nullable String currency;

        Invoice(String profile, @Nullable String currency) {
            this.profile = profile;
            this.currency = currency;
        }

        String profile() {
            return profile;
        }

        /** Of the same profile, the one in the currency of the profile. */
        Invoice inItsCurrency() {
            return this == WRONG_CURRENCY ? FRANCS : this;
        }

        String currency(String rare) {
            return currency == null ? rare : currency;
        }
    }

    /**
     * All but id and revision. The other amounts follow from what was billed, each a different one.
     *
     * @param listed whether a retail price is known
     * @param inDollars whether it says its dollars; only on the invoice without a rate can they be missing
     */
    record Content(
            Kind kind,
            Place place,
            Invoice invoice,
            Instant start,
            BigDecimal billed,
            boolean listed,
            boolean inDollars) {

        Content {
            billed = billed.stripTrailingZeros();
            inDollars |= invoice != Invoice.WITHOUT_RATE;
        }

        /** In UTC. */
        LocalDate day() {
            return LocalDate.ofInstant(start, ZoneOffset.UTC);
        }

        BigDecimal effective() {
            return billed.add(BigDecimal.ONE);
        }

        @Nullable
        BigDecimal list() {
            return listed ? billed.multiply(BigDecimal.TWO) : null;
        }

        /** Only where a retail price is known, too: some say none. */
        @Nullable
        BigDecimal quantity() {
            return listed ? billed.add(BigDecimal.valueOf(7)) : null;
        }

        /** Another one in another resource group, so that a restatement may move a charge to another meter. */
        String meter() {
            return "meter-of-" + place.group();
        }

        /** What it adds to a budget of category Usage of {@link #METER}; null for nothing. */
        @Nullable
        BigDecimal counted() {
            return kind.isUse() && meter().equals(METER) ? quantity() : null;
        }

        @Nullable
        BigDecimal billedInUsd() {
            return inDollars ? billed.multiply(BigDecimal.valueOf(3)) : null;
        }

        @Nullable
        BigDecimal effectiveInUsd() {
            return inDollars ? effective().multiply(BigDecimal.valueOf(3)) : null;
        }

        @Override
        public String toString() {
            return "%s %s %s %s billed %s%s%s"
                    .formatted(
                            kind,
                            place,
                            invoice,
                            start,
                            billed.toPlainString(),
                            listed ? "" : ", no list price",
                            inDollars ? "" : ", no dollars");
        }
    }

    /** @param rare the currency that has no rate at first */
    Charge asCharge(String account, String rare) {
        LedgerFixture.Draft draft = charge(account, "charge-" + id)
                .revision(revision)
                .category(content.kind().category())
                .customer(content.place().customer())
                .subscription(content.place().subscription(), content.place().group())
                .profile(
                        account + "-" + content.invoice().profile(),
                        content.invoice().currency(rare))
                .at(content.start())
                .billed(content.billed().toString())
                .effective(content.effective().toString(), text(content.effectiveInUsd()))
                .usd(text(content.billedInUsd()))
                .list(text(content.list()))
                .with(Column.X_SKU_METER_ID, content.meter())
                .with(Column.PRICING_UNIT, "1 Hour");
        if (content.quantity() != null) {
            draft.priced(content.quantity().toString(), "1");
        }
        return switch (content.kind()) {
            case COVERED -> draft.commitment("reservation").build();
            case UNUSED -> draft.unused("reservation").build();
            default -> draft.build();
        };
    }

    private static @Nullable String text(@Nullable BigDecimal amount) {
        return Objects.toString(amount, null);
    }

    @Override
    public String toString() {
        return "charge-%d revision %d %s".formatted(id, revision, content);
    }
}
