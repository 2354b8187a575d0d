package dev.outlay.budget.billing;

import dev.outlay.budget.access.Principal;
import dev.outlay.budget.analysis.CostAnalysis;
import dev.outlay.budget.analysis.CostMeasure;
import dev.outlay.budget.analysis.CostPage;
import dev.outlay.budget.analysis.CostQuestion;
import dev.outlay.budget.analysis.CostRow;
import dev.outlay.budget.analysis.Days;
import dev.outlay.budget.analysis.Granularity;
import dev.outlay.budget.analysis.Grouping;
import dev.outlay.budget.analysis.PagedQuestion;
import dev.outlay.budget.budget.Metric;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The charges of a billing scope, summed up by month: the same sums as cost analysis has, and whether they are invoiced. Asked of profile, publisher and billing month at once, so that a sum is of one moment whatever it
 * is told apart by.
 */
@ApplicationScoped
public class ChargeSummaries {

    private static final int MOST_SUMS = 20_000;

    private static final String MARKETPLACE = "Marketplace";

    /** What sums can be told apart by. A partner's invoices have no sections: told apart by them, all is one. */
    public enum By {
        BILLING_PROFILE,
        CUSTOMER,
        INVOICE_SECTION
    }

    /**
     * What is asked for.
     *
     * @param first day, UTC
     * @param last the last one, included
     */
    public record Wanted(LocalDate first, LocalDate last, Set<By> by) {
        public Wanted {
            by = Set.copyOf(by);
        }
    }

    private final CostAnalysis analysis;
    private final Invoices invoices;

    ChargeSummaries(CostAnalysis analysis, Invoices invoices) {
        this.analysis = analysis;
        this.invoices = invoices;
    }

    /**
     * Sums up the charges of an account, a profile or a customer, the earliest first. Who may see the scope's cost may see them.
     *
     * @param wanted read only once it is decided that the principal may; from today (UTC)
     * @return fails with a refusal, or with {@link dev.outlay.budget.analysis.BusyException} where too many ask
     */
    public Uni<List<ChargeSummary>> list(Principal by, Scope scope, Function<LocalDate, Wanted> wanted) {
        AtomicReference<Wanted> asked = new AtomicReference<>();
        return analysis.page(by, scope, (kind, today) -> {
                    Wanted read = wanted.apply(today);
                    asked.set(read);
                    return new PagedQuestion(question(read), MOST_SUMS);
                })
                .invoke(ChargeSummaries::requireAll)
                .chain(page -> invoiced(by, scope, page.rows())
                        .map(invoiced ->
                                new Sums(Objects.requireNonNull(asked.get()), scope, invoiced).of(page.rows())));
    }

    /** Of the profiles and months that have charges alone. */
    private Uni<Invoiced> invoiced(Principal by, Scope scope, List<CostRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(Invoiced.NOTHING);
        }
        List<YearMonth> billed =
                rows.stream().map(ChargeSummaries::billed).sorted().toList();
        Set<String> profiles = rows.stream().map(ChargeSummaries::profile).collect(Collectors.toSet());
        return invoices.invoiced(by, scope, profiles, billed.getFirst(), billed.getLast());
    }

    private static YearMonth billed(CostRow row) {
        return YearMonth.parse(row.groups().get(0));
    }

    private static String profile(CostRow row) {
        return row.groups().get(1);
    }

    private static CostQuestion question(Wanted wanted) {
        List<Grouping> groupings = new ArrayList<>(List.of(
                Grouping.by(Dimension.BILLING_MONTH),
                Grouping.by(Dimension.BILLING_PROFILE_ID),
                Grouping.by(Dimension.PUBLISHER_TYPE)));
        if (wanted.by().contains(By.CUSTOMER)) {
            groupings.add(Grouping.by(Dimension.CUSTOMER_TENANT_ID));
        }
        return new CostQuestion(
                Metric.ACTUAL,
                new Days(wanted.first(), wanted.last()),
                Granularity.MONTHLY,
                null,
                List.of(CostMeasure.PRE_TAX_COST),
                groupings,
                null,
                List.of());
    }

    private static void requireAll(CostPage page) {
        if (page.next() != 0) {
            throw Refusal.badRequest("These are more than " + MOST_SUMS
                            + " sums. Ask for fewer days, or at a billing profile or customer.")
                    .exception();
        }
    }

    /** The rows of an answer, added up as they were asked for. */
    private record Sums(Wanted wanted, Scope scope, Invoiced invoiced) {

        private static final Comparator<ChargeSummary> ORDER = Comparator.comparing(ChargeSummary::first)
                .thenComparing(ChargeSummary::billed)
                .thenComparing(summary -> Objects.requireNonNullElse(summary.profile(), ""))
                .thenComparing(summary -> Objects.requireNonNullElse(summary.customer(), ""))
                .thenComparing(ChargeSummary::currency);

        List<ChargeSummary> of(List<CostRow> rows) {
            Map<List<Object>, ChargeSummary> sums = new HashMap<>();
            for (CostRow row : rows) {
                ChargeSummary summary = summary(row);
                sums.merge(key(summary), summary, ChargeSummary::plus);
            }
            return sums.values().stream().sorted(ORDER).toList();
        }

        private static List<Object> key(ChargeSummary summary) {
            return List.of(
                    summary.first(),
                    summary.billed(),
                    summary.currency(),
                    Objects.requireNonNullElse(summary.profile(), "").toLowerCase(Locale.ROOT),
                    Objects.requireNonNullElse(summary.customer(), "").toLowerCase(Locale.ROOT));
        }

        private ChargeSummary summary(CostRow row) {
            LocalDate month = Objects.requireNonNull(row.time());
            LocalDate end = month.plusMonths(1).minusDays(1);
            YearMonth billed = billed(row);
            String profile = profile(row);
            BigDecimal amount = row.amounts().getFirst();
            boolean sold = row.groups().get(2).equalsIgnoreCase(MARKETPLACE);
            String customer = row.groups().size() > 3 ? row.groups().get(3) : "";
            return new ChargeSummary(
                    wanted.first().isAfter(month) ? wanted.first() : month,
                    wanted.last().isBefore(end) ? wanted.last() : end,
                    billed,
                    row.currency(),
                    isOneProfiles() ? profile : null,
                    customer.isEmpty() ? null : customer,
                    sold ? BigDecimal.ZERO : amount,
                    sold ? amount : BigDecimal.ZERO,
                    isInvoiced(profile, billed, customer));
        }

        /** Of a customer alone where the sum is one's. */
        private boolean isInvoiced(String profile, YearMonth billed, String customer) {
            if (scope instanceof Scope.Customer one) {
                return invoiced.holds(profile, billed, one.customer());
            }
            return wanted.by().contains(By.CUSTOMER)
                    ? invoiced.holds(profile, billed, customer.isEmpty() ? null : customer)
                    : invoiced.holds(profile, billed);
        }

        private boolean isOneProfiles() {
            return scope instanceof Scope.BillingProfile
                    || wanted.by().contains(By.BILLING_PROFILE)
                    || wanted.by().contains(By.CUSTOMER);
        }
    }
}
