package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.Billing;
import dev.outlay.budget.billing.Transaction;
import dev.outlay.budget.billing.Transactions;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Transactions over HTTP (azure-rest-contract.md section 9). */
@ApplicationScoped
class TransactionsEndpoint {

    private static final String TYPE = "Microsoft.Billing/billingAccounts/billingProfiles/transactions";

    /** Of prices and shares that are divided; half-even. */
    private static final int SCALE = 18;

    private static final List<String> UNORDERED = List.of("search", "orderBy", "skip", "count");
    private static final List<String> UNCHOSEN = List.of("search", "orderBy", "skip", "count", "filter");

    private final Transactions transactions;
    private final Billing billing;

    TransactionsEndpoint(Transactions transactions, Billing billing) {
        this.transactions = transactions;
        this.billing = billing;
    }

    Uni<Answer> list(Call call) {
        Scope scope = call.scope().scope();
        return NamedCustomer.isBehindProfile(call)
                ? NamedCustomer.known(call, billing)
                        .chain(() -> list(call, NamedCustomer.of(call), (Scope.BillingProfile) scope))
                : list(call, scope, null);
    }

    /** @param on the billing profile on whose invoices they are; null for any */
    private Uni<Answer> list(Call call, Scope of, Scope.@Nullable BillingProfile on) {
        return transactions
                .list(
                        call.principal(),
                        of,
                        on,
                        () -> new Transactions.Wanted(AskedDays.of(call), reservations(call), billed(call)),
                        after(call, UNORDERED),
                        () -> ListReader.size(call))
                .map(page -> Answer.ok(page(call, NamedCustomer.path(call) + "/transactions", page)));
    }

    Uni<Answer> ofInvoice(Call call) {
        String path = call.scope().armId() + "/invoices/" + call.name() + "/transactions";
        return transactions
                .ofInvoice(
                        call.principal(),
                        call.scope().scope(),
                        call.name(),
                        after(call, UNCHOSEN),
                        () -> ListReader.size(call))
                .map(page -> Answer.ok(page(call, path, page.orElseThrow(() -> InvoicesEndpoint.unknown(call)))));
    }

    Uni<Answer> get(Call call) {
        return transactions
                .find(call.principal(), (Scope.BillingProfile) call.scope().scope(), call.name())
                .map(found -> Answer.ok(body(call, found.orElseThrow(() -> unknown(call)))));
    }

    private static RefusedException unknown(Call call) {
        return Refusal.notFound(
                        "ResourceNotFound",
                        "There is no transaction '" + call.name() + "' of '"
                                + call.scope().armId()
                                + "'. Take a name from the list of the billing profile's transactions.")
                .exception();
    }

    /** They are read charge by charge through the ledger's own order, however many there are, and any other one would have to be made of all of them. */
    private static void requireOneOrder(Call call, List<String> unsupported) {
        for (String name : unsupported) {
            String asked = ListReader.parameter(call, name);
            if (!asked.isEmpty() && !asked.equals("0") && !asked.equalsIgnoreCase("false")) {
                throw Refusal.badRequest(
                                "$" + name
                                        + " of these transactions is not supported. They have one order; choose them by periodStartDate, periodEndDate"
                                        + " and $filter=properties/kind eq 'Reservation' where the list is not of an invoice, and follow nextLink.")
                        .exception();
            }
        }
    }

    /** Two kinds can be asked for: all, and what buys commitments. */
    private static boolean reservations(Call call) {
        String filter = ListReader.parameter(call, "filter").strip();
        String[] words = filter.toLowerCase(Locale.ROOT).split("\\s+", 3);
        if (filter.isEmpty()) {
            return false;
        }
        if (words.length == 3
                && (words[0].equals("properties/kind") || words[0].equals("kind"))
                && words[1].equals("eq")) {
            switch (words[2]) {
                case "'reservation'":
                    return true;
                case "'all'":
                    return false;
                default: // Answered below, as every other filter.
            }
        }
        throw Refusal.badRequest("$filter must be properties/kind eq 'Reservation', or properties/kind eq 'All'.")
                .exception();
    }

    /** {@code type} of 2024-04-01; without it all are listed. */
    private static Transactions.Billed billed(Call call) {
        String type = Query.value(call.query(), "type");
        if (type == null) {
            return Transactions.Billed.ANY;
        }
        return switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "billed" -> Transactions.Billed.BILLED;
            case "unbilled" -> Transactions.Billed.UNBILLED;
            default ->
                throw Refusal.badRequest("The query parameter type must be Billed, for what is on closed invoices, or"
                                + " Unbilled, for what is on open ones. Without it both are listed.")
                        .exception();
        };
    }

    private static Supplier<Transaction.@Nullable Position> after(Call call, List<String> unsupported) {
        return () -> {
            requireOneOrder(call, unsupported);
            String token = PageToken.read(call.query());
            return token == null ? null : Transaction.Position.read(token).orElseThrow(PageToken::refused);
        };
    }

    private static ObjectNode page(Call call, String path, Transactions.Page page) {
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        page.transactions().forEach(transaction -> value.add(body(call, transaction)));
        Transaction.Position next = page.next();
        return list.put("nextLink", next == null ? null : Links.next(call, path, PageToken.write(next.text())));
    }

    /** One transaction is one resource, wherever it is listed: its id names the profile that was invoiced. */
    private static ObjectNode body(Call call, Transaction found) {
        String account = BillingBodies.accountId(call);
        String profile = account + "/billingProfiles/" + found.profile();
        String name = found.name().text();
        String currency = found.currency();
        String invoice = found.invoice(account(call));
        ChargeColumns columns = new ChargeColumns(found.columns());
        ObjectNode body = ArmJson.resource(profile + "/transactions/" + name, name, TYPE);
        ObjectNode properties = body.putObject("properties")
                .put("kind", found.reservation() ? "reservation" : "all")
                .put("date", found.date().toString())
                .put("invoice", invoice)
                .put("invoiceId", profile + "/invoices/" + invoice)
                .put("transactionType", type(found));
        columns.put(properties, "orderId", Column.X_PRODUCT_ORDER_ID, Column.COMMITMENT_DISCOUNT_ID);
        columns.put(properties, "orderName", Column.X_PRODUCT_ORDER_NAME, Column.COMMITMENT_DISCOUNT_NAME);
        columns.put(properties, "productFamily", Column.X_SERVICE_FAMILY, Column.SERVICE_CATEGORY);
        columns.put(properties, "productTypeId", Column.SKU_ID);
        columns.put(properties, "productType", Column.X_SKU_METER_CATEGORY, Column.SERVICE_NAME);
        columns.put(
                properties,
                "productDescription",
                Column.X_SKU_PRODUCT_NAME,
                Column.CHARGE_DESCRIPTION,
                Column.X_SKU_METER_NAME);
        AmountJson.put(properties, "transactionAmount", found.billed(), currency);
        AmountJson.put(properties, "subTotal", found.billed(), currency);
        // Taxes and credits are charges of their own; none is a part of a transaction.
        AmountJson.put(properties, "tax", BigDecimal.ZERO, currency);
        AmountJson.put(properties, "azureCreditApplied", BigDecimal.ZERO, currency);
        String pricing = columns.has(Column.X_PRICING_CURRENCY) ? columns.text(Column.X_PRICING_CURRENCY) : currency;
        properties.put("billingCurrency", currency).put("pricingCurrency", pricing);
        BigDecimal rate = exchangeRate(found, pricing);
        if (rate != null) {
            properties.put("exchangeRate", rate);
        }
        prices(properties, found);
        columns.put(properties, "unitOfMeasure", Column.PRICING_UNIT);
        columns.put(properties, "unitType", Column.CONSUMED_UNIT, Column.PRICING_UNIT);
        properties.put("servicePeriodStartDate", found.date().toString());
        if (found.end() != null) {
            properties.put("servicePeriodEndDate", found.end().toString());
        }
        named(properties, "billingProfile", profile, found.profileName(), found.profile());
        if (found.customer() != null) {
            String customer = account + "/customers/" + found.customer();
            named(properties, "customer", customer, found.customerName(), found.customer());
        }
        if (found.subscription() != null) {
            properties
                    .put("subscriptionId", found.subscription())
                    .put(
                            "subscriptionName",
                            found.subscriptionName() == null ? found.subscription() : found.subscriptionName());
        }
        return body;
    }

    private static String type(Transaction found) {
        return switch (found.category()) {
            case USAGE -> "Usage Charge";
            case PURCHASE -> found.billed().signum() < 0 ? "Refund" : "Purchase";
            default -> found.category().label();
        };
    }

    /** What was paid for a unit and what it costs on the list, as far as the charge tells. */
    private static void prices(ObjectNode properties, Transaction found) {
        BigDecimal quantity = found.quantity();
        if (quantity != null) {
            properties.put("quantity", quantity).put("units", quantity);
        }
        AmountJson.put(properties, "effectivePrice", share(found.billed(), quantity), found.currency());
        BigDecimal market = found.listUnitPrice() == null ? share(found.list(), quantity) : found.listUnitPrice();
        AmountJson.put(properties, "marketPrice", market, found.currency());
        BigDecimal list = found.list();
        BigDecimal discount = list == null ? null : share(list.subtract(found.billed()), list);
        if (discount != null) {
            properties.put("discount", discount);
        }
    }

    /** How many units of the billing currency one of the pricing currency is; null where it is priced in a currency in which nothing is known. */
    private static @Nullable BigDecimal exchangeRate(Transaction found, String pricing) {
        if (pricing.equals(found.currency())) {
            return BigDecimal.ONE;
        }
        if (!pricing.equals("USD")) {
            return null;
        }
        return found.dollarRate() == null
                ? share(found.billed(), found.billedInDollars())
                : share(BigDecimal.ONE, found.dollarRate());
    }

    /** Null where nothing can be divided. */
    private static @Nullable BigDecimal share(@Nullable BigDecimal amount, @Nullable BigDecimal by) {
        return amount == null || by == null || by.signum() == 0
                ? null
                : plain(amount.divide(by, SCALE, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static void named(ObjectNode properties, String what, String id, @Nullable String shown, String otherwise) {
        properties.put(what + "Id", id).put(what + "DisplayName", shown == null ? otherwise : shown);
    }

    /** The account's name, as the caller wrote it. */
    private static String account(Call call) {
        return switch (call.scope().scope()) {
            case Scope.BillingAccount it -> it.account();
            case Scope.BillingProfile it -> it.account();
            case Scope.Customer it -> it.account();
            default -> throw new IllegalStateException("no billing scope");
        };
    }
}
