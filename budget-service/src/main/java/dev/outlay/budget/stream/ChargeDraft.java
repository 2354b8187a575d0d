package dev.outlay.budget.stream;

import com.fasterxml.jackson.core.JsonToken;
import dev.outlay.budget.ledger.Alerts;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.ledger.ColumnValues;
import dev.outlay.budget.ledger.CommitmentUse;
import dev.outlay.budget.trace.TraceParent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A charge while it is read: takes what comes, collects everything that is wrong, and says at the end what it is. */
final class ChargeDraft {

    private static final String TYPE = "dev.outlay.charge.v1";
    private static final int MAX_ID = 512;
    private static final int MAX_TRACEPARENT = 128;
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG_NAME = 512;
    private static final int MAX_TAG_VALUE = 1024;

    private final List<ChargeProblem> problems = new ArrayList<>();
    private final ColumnValues.Builder columns = new ColumnValues.Builder();
    private final ChargeAmounts amounts = new ChargeAmounts();
    private final boolean traced;
    private @Nullable String id;
    private @Nullable String source;
    private @Nullable String type;
    private int revision;
    private @Nullable Alerts alerts;
    private boolean imported;
    private @Nullable Instant acceptedAt;
    private @Nullable String traceparent;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private @Nullable LocalDate rateDay;
    private int tags;

    /** @param traced whether it matters where the charge comes from */
    ChargeDraft(boolean traced) {
        this.traced = traced;
    }

    void problem(String code, String path, String message) {
        if (problems.size() < 50) {
            problems.add(new ChargeProblem(code, path, message));
        }
    }

    void attribute(String name, String value) {
        switch (name) {
            case "id" -> id = text("/id", value, MAX_ID);
            case "source" -> source = text("/source", value, MAX_ID);
            case "type" -> type = value;
            case "revision" -> revision = revision(value);
            case "alerts" -> alerts = alerts(value);
            case "imported" -> imported = !value.isEmpty();
            case "acceptedat" -> acceptedAt = Timestamp.read(value).orElse(null);
            case TraceParent.NAME -> traceparent(value);
            default -> {
                // Unknown attributes are ignored: a newer producer may say more.
            }
        }
    }

    /** Where the charge comes from, or an empty text. It is nothing of the charge: what is wrong with it is not told anybody. */
    void traceparent(String value) {
        if (traced && !value.isEmpty() && value.length() <= MAX_TRACEPARENT) {
            traceparent = value;
        }
    }

    void column(String name, JsonToken token, @Nullable String value) {
        if (ChargeAmounts.isAmount(name)) {
            ChargeProblem problem = amounts.read(name, token, value);
            if (problem != null) {
                problem(problem.code(), problem.path(), problem.message());
            }
            return;
        }
        switch (name) {
            case "ChargePeriodStart" -> start = time(name, value, Timestamp.LAST_YEAR);
            case "ChargePeriodEnd" -> end = time(name, value, Timestamp.NEVER);
            case "x_BillingExchangeRateDate" ->
                rateDay = value == null
                        ? null
                        : Timestamp.read(value)
                                .map(time -> LocalDate.ofInstant(time, ZoneOffset.UTC))
                                .orElse(null);
            default -> described(name, token, value);
        }
    }

    void notScalar(String name) {
        if (Column.named(name) != null || ChargeAmounts.isAmount(name) || name.startsWith("ChargePeriod")) {
            problem("WrongType", "/data/" + name, name + " is a single value.");
        }
    }

    void tag(String name, String value) {
        String path = "/data/Tags/" + ChargeReader.pointer(name);
        if (++tags > MAX_TAGS) {
            problem("TooMany", "/data/Tags", "A charge has at most " + MAX_TAGS + " tags.");
        } else if (text(path, name, MAX_TAG_NAME) != null && text(path, value, MAX_TAG_VALUE) != null) {
            columns.tag(name, value);
        }
    }

    private void described(String name, JsonToken token, @Nullable String value) {
        Column column = Column.named(name);
        if (column == null || value == null) {
            return;
        }
        boolean mayBeOther = column == Column.X_PARTNER_CREDIT_APPLIED || column == Column.X_PARTNER_CREDIT_RATE;
        if (token != JsonToken.VALUE_STRING && !mayBeOther) {
            problem("WrongType", "/data/" + name, name + " is text.");
            return;
        }
        columns.set(column, text("/data/" + name, value, column.maxBytes()));
    }

    private @Nullable Instant time(String name, @Nullable String value, int lastYear) {
        Instant time = value == null ? null : Timestamp.read(value, lastYear).orElse(null);
        if (time == null && value != null) {
            problem("InvalidTime", "/data/" + name, name + " is an ISO 8601 time between 1970 and " + lastYear + ".");
        }
        return time;
    }

    /** The text, or null after a problem. */
    private @Nullable String text(String path, String value, int maxBytes) {
        ChargeProblem problem = StorableText.problemOf(path, value, maxBytes);
        if (problem != null) {
            problem(problem.code(), problem.path(), problem.message());
            return null;
        }
        return value;
    }

    private int revision(String value) {
        try {
            int parsed = Integer.parseInt(value);
            if (parsed >= 0) {
                return parsed;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the one message for everything that is no revision.
        }
        problem("InvalidRevision", "/revision", "revision is an integer from 0 to 2147483647.");
        return 0;
    }

    private @Nullable Alerts alerts(String value) {
        if (value.isEmpty()) {
            return null;
        }
        Alerts named = Alerts.named(value).orElse(null);
        if (named == null) {
            problem("InvalidValue", "/alerts", "alerts is tell, digest or record.");
        }
        return named;
    }

    /** @param oldest charges that began before this are refused */
    ReadCharge finish(Instant oldest) {
        if (type != null && !type.equals(TYPE)) {
            problem("InvalidValue", "/type", "type is " + TYPE + ".");
        }
        require(id, "/id", "id");
        require(source, "/source", "source");
        require(type, "/type", "type");
        require(amounts.get(ChargeAmounts.Amount.BilledCost), "/data/BilledCost", "BilledCost");
        require(start, "/data/ChargePeriodStart", "ChargePeriodStart");
        String currency = columns.get(Column.BILLING_CURRENCY);
        require(currency, "/data/BillingCurrency", "BillingCurrency");
        if (currency != null && !isCurrency(currency)) {
            problem("InvalidCurrency", "/data/BillingCurrency", "BillingCurrency is an ISO 4217 code.");
        }
        String categoryName = columns.get(Column.CHARGE_CATEGORY);
        require(categoryName, "/data/ChargeCategory", "ChargeCategory");
        ChargeCategory category =
                categoryName == null ? null : ChargeCategory.named(categoryName).orElse(null);
        if (categoryName != null && category == null) {
            problem(
                    "InvalidValue",
                    "/data/ChargeCategory",
                    "ChargeCategory is Usage, Purchase, Tax, Credit or Adjustment.");
        }
        String account = ChargePlaces.account(columns);
        require(account, "/data/x_BillingAccountId", "x_BillingAccountId or BillingAccountId");
        if (start != null && start.isBefore(oldest)) {
            return new ReadCharge.Bad(
                    "ChargeTooOld",
                    List.of(new ChargeProblem(
                            "ChargeTooOld",
                            "/data/ChargePeriodStart",
                            "Charges older than " + oldest + " are refused.")));
        }
        BigDecimal billed = amounts.get(ChargeAmounts.Amount.BilledCost);
        if (!problems.isEmpty()
                || id == null
                || source == null
                || billed == null
                || start == null
                || currency == null
                || category == null
                || account == null) {
            return new ReadCharge.Bad("InvalidCharge", List.copyOf(problems));
        }
        return new ReadCharge.Good(charge(id, source, account, category, currency, start, billed));
    }

    private Charge charge(
            String chargeId,
            String chargeSource,
            String account,
            ChargeCategory category,
            String currency,
            Instant begin,
            BigDecimal billed) {
        ChargePlaces places = ChargePlaces.normalise(columns, account);
        String pricingCurrency = columns.get(Column.X_PRICING_CURRENCY);
        ColumnValues values = columns.build();
        return new Charge(
                chargeSource,
                chargeId,
                revision,
                alerts,
                imported,
                account,
                places.profile(),
                places.customer(),
                places.subscription(),
                places.resourceGroup(),
                category,
                CommitmentUse.of(
                        values.get(Column.COMMITMENT_DISCOUNT_ID), values.get(Column.COMMITMENT_DISCOUNT_STATUS)),
                currency,
                begin,
                end,
                billed,
                amounts.effective(billed),
                amounts.list(),
                amounts.get(ChargeAmounts.Amount.x_BilledCostInUsd),
                amounts.get(ChargeAmounts.Amount.x_EffectiveCostInUsd),
                amounts.ownRate(pricingCurrency),
                rateDay,
                amounts.quantity(),
                amounts.get(ChargeAmounts.Amount.ListUnitPrice),
                values,
                acceptedAt,
                traceparent);
    }

    private static boolean isCurrency(String code) {
        boolean letters = code.length() == 3;
        for (int i = 0; i < code.length(); i++) {
            letters &= code.charAt(i) >= 'A' && code.charAt(i) <= 'Z';
        }
        return letters;
    }

    private void require(@Nullable Object value, String path, String name) {
        if (value == null
                && problems.stream().noneMatch(problem -> problem.path().equals(path))) {
            problem("Missing", path, name + " is required.");
        }
    }
}
