package dev.outlay.budget.billing;

import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.scope.ScopeKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Puts invoices together from their parts. */
final class InvoicesOfParts {

    private InvoicesOfParts() {}

    /**
     * All invoices of which there are parts, in the order of these.
     *
     * @param today UTC
     */
    static List<Invoice> all(List<InvoiceTable.Part> parts, LocalDate today) {
        record Key(String account, String profile, LocalDate period) {}
        Map<Key, List<InvoiceTable.Part>> byInvoice = new LinkedHashMap<>();
        for (InvoiceTable.Part part : parts) {
            byInvoice
                    .computeIfAbsent(
                            new Key(part.account(), part.profile(), part.period()), unused -> new ArrayList<>())
                    .add(part);
        }
        return byInvoice.values().stream().map(of -> one(of, today)).toList();
    }

    /** The one of a profile's invoices that has a name. */
    static Optional<Invoice> named(List<InvoiceTable.Part> parts, InvoiceName wanted, LocalDate today) {
        return named(all(parts, today), wanted);
    }

    static Optional<Invoice> named(List<Invoice> invoices, InvoiceName wanted) {
        return invoices.stream()
                .filter(invoice -> invoice.period().equals(wanted.period()))
                .findFirst();
    }

    /** The invoice that all parts are of. */
    static Invoice one(List<InvoiceTable.Part> parts, LocalDate today) {
        InvoiceTable.Part any = parts.getFirst();
        YearMonth period = YearMonth.from(any.period());
        BigDecimal subTotal = sum(parts, InvoiceTable.Part::counted);
        BigDecimal tax = sum(parts, part -> part.category() == ChargeCategory.TAX.code());
        BigDecimal credit = sum(parts, part -> part.category() == ChargeCategory.CREDIT.code())
                .negate();
        boolean owes = subTotal.add(tax).subtract(credit).signum() > 0;
        return new Invoice(
                InvoiceName.of(ScopeKey.billingProfile(any.account(), any.profile()), period)
                        .text(),
                any.account(),
                any.profile(),
                any.profileName(),
                any.purchaseOrder(),
                any.currency(),
                period,
                any.closedAt(),
                any.dueDay(),
                any.closedAt() == null ? null : InvoiceStatus.of(any.stated(), any.dueDay(), owes, today),
                parts.stream().mapToLong(InvoiceTable.Part::charges).sum(),
                subTotal,
                sum(parts, part -> part.counted() && part.correction()),
                tax,
                credit);
    }

    private static BigDecimal sum(List<InvoiceTable.Part> parts, Predicate<InvoiceTable.Part> wanted) {
        return parts.stream().filter(wanted).map(InvoiceTable.Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
