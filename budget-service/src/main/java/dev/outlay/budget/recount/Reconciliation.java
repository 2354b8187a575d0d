package dev.outlay.budget.recount;

import dev.outlay.budget.billing.InvoiceReconciliationTable;
import dev.outlay.budget.evaluation.TrackedSeries;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Counts the ledger again and compares it with the daily cost and every spend, and each profile's invoices with its spend, all as of one moment, while charges go
 * on streaming. Anyone may ask for it, at any time: the answer has to be that nothing differs (DESIGN.md section 5).
 */
@ApplicationScoped
public class Reconciliation {

    static final int MOST_DIFFERENCES = 1_000;

    /** What is counted, in this order. */
    public enum Step {
        DAILY_COST("DailyCost"),
        MONTHS("Months"),
        SERIES("Series"),
        INVOICES("Invoices"),
        SIZES("Sizes");

        private final String label;

        Step(String label) {
            this.label = label;
        }

        /** As a report of progress names it. */
        public String label() {
            return label;
        }
    }

    private final Mutiny.SessionFactory sessions;
    private final TrackedSeries tracked;

    Reconciliation(Mutiny.SessionFactory sessions, TrackedSeries tracked) {
        this.sessions = sessions;
        this.tracked = tracked;
    }

    /** Recounts, and tells nobody how far it is. */
    public Uni<ReconciliationReport> run() {
        return run(step -> {});
    }

    /**
     * Recounts. It reads the whole ledger: minutes where there are hundreds of millions of charges.
     *
     * @param progress told of every step when it begins
     */
    public Uni<ReconciliationReport> run(Consumer<Step> progress) {
        return sessions.withStatelessTransaction(
                session -> RecountTable.asOfOneMoment(session).chain(() -> count(session, progress)));
    }

    private Uni<ReconciliationReport> count(Mutiny.StatelessSession session, Consumer<Step> progress) {
        List<ReconciliationReport.Difference> differences = new ArrayList<>();
        progress.accept(Step.DAILY_COST);
        return RecountTable.days(session, MOST_DIFFERENCES)
                .invoke(differences::addAll)
                .invoke(() -> progress.accept(Step.MONTHS))
                .chain(() -> RecountTable.months(session, MOST_DIFFERENCES))
                .invoke(differences::addAll)
                .invoke(() -> progress.accept(Step.SERIES))
                .chain(() -> tracked.compare(session))
                .invoke(wrong -> wrong.forEach(spend -> differences.add(
                        new ReconciliationReport.Difference("Spend", spend.where(), spend.counted(), spend.kept()))))
                .invoke(() -> progress.accept(Step.INVOICES))
                .chain(() -> InvoiceReconciliationTable.compare(session, MOST_DIFFERENCES))
                .invoke(wrong -> wrong.forEach(profile -> differences.add(new ReconciliationReport.Difference(
                        "Invoice", profile.profile(), profile.spent(), profile.invoiced()))))
                .invoke(() -> progress.accept(Step.SIZES))
                .chain(() -> RecountTable.sizes(session))
                .map(sizes -> new ReconciliationReport(
                        sizes.charges(),
                        sizes.days(),
                        sizes.spends(),
                        differences.stream().limit(MOST_DIFFERENCES).toList()));
    }
}
