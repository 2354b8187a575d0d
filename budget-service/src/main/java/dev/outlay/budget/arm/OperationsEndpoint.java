package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.rates.ImportRates;
import dev.outlay.budget.recount.LedgerStatus;
import dev.outlay.budget.recount.Reconciliation;
import dev.outlay.budget.recount.ReconciliationReport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Operations of the partner's admins: exchange rates, reconciliation, status of the ledger. */
@ApplicationScoped
class OperationsEndpoint {

    private static final Set<String> RATE_TYPES = Set.of(
            "",
            "text/csv",
            "text/plain",
            "application/csv",
            "application/zip",
            "application/x-zip-compressed",
            "application/octet-stream");

    private final ImportRates importRates;
    private final Reconciliation reconciliation;
    private final LedgerStatus ledger;
    private final Access access;

    OperationsEndpoint(ImportRates importRates, Reconciliation reconciliation, LedgerStatus ledger, Access access) {
        this.importRates = importRates;
        this.reconciliation = reconciliation;
        this.ledger = ledger;
        this.access = access;
    }

    Uni<Answer> importRates(Call call) {
        access.admit(call.principal(), call.route().need());
        if (!RATE_TYPES.contains(call.contentType())) {
            throw ImportRates.unsupported().exception();
        }
        return importRates
                .run(call.principal(), call.body().getBytes())
                .map(counts -> Answer.ok(ArmJson.node()
                        .put("days", counts.days())
                        .put("currencies", counts.currencies())
                        .put("rates", counts.rates())));
    }

    Uni<Answer> reconcile(Call call) {
        access.admit(call.principal(), call.route().need());
        return reconciliation.run().map(report -> Answer.ok(body(report)));
    }

    Uni<Answer> status(Call call) {
        access.admit(call.principal(), call.route().need());
        return ledger.look().map(status -> Answer.ok(body(status)));
    }

    private static ObjectNode body(ReconciliationReport report) {
        ObjectNode body = ArmJson.node()
                .put("state", "Completed")
                .put("ledgerRows", report.ledgerRows())
                .put("rollupRows", report.rollupRows())
                .put("spendRows", report.spendRows());
        ArrayNode differences = body.putArray("differences");
        report.differences().forEach(difference -> differences
                .addObject()
                .put("what", difference.what())
                .put("where", difference.where())
                .put("kept", difference.kept())
                .put("counted", difference.counted()));
        return body;
    }

    private static ObjectNode body(LedgerStatus.Status status) {
        ObjectNode body = ArmJson.node().put("rows", status.charges());
        ArrayNode awaiting = body.putArray("awaitingRate");
        status.awaitingRate().forEach(rate -> awaiting.addObject()
                .put("currency", rate.currency())
                .put("month", rate.month().toString())
                .put("charges", rate.charges()));
        return body.put("unpriced", status.unpriced())
                .put("lastBatch", status.lastBatch())
                .put("seriesBuilding", status.seriesBuilding())
                .put("outbox", status.outbox());
    }
}
