package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.billing.Recounts;
import dev.outlay.budget.rates.ImportRates;
import dev.outlay.budget.recount.LedgerStatus;
import dev.outlay.budget.recount.Reconciliation;
import dev.outlay.budget.recount.ReconciliationReport;
import dev.outlay.budget.recount.ReconciliationRuns;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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
    private final ReconciliationRuns reconciliations;
    private final LedgerStatus ledger;
    private final Recounts recounts;
    private final Access access;

    OperationsEndpoint(
            ImportRates importRates,
            ReconciliationRuns reconciliations,
            LedgerStatus ledger,
            Recounts recounts,
            Access access) {
        this.importRates = importRates;
        this.reconciliations = reconciliations;
        this.ledger = ledger;
        this.recounts = recounts;
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
        ReconciliationRuns.Run run = reconciliations.ask();
        return Uni.createFrom()
                .item(new Answer(
                        202,
                        ArmJson.text(body(run)),
                        Map.of("Location", call.link("/v1/reconciliation/" + run.id()), "Retry-After", "1")));
    }

    Uni<Answer> reconciliation(Call call) {
        access.admit(call.principal(), call.route().need());
        ReconciliationRuns.Run run = id(call.name())
                .flatMap(reconciliations::find)
                .orElseThrow(() -> Refusal.notFound(
                                "ResourceNotFound",
                                "No reconciliation of this id is known here; only the last one of each replica is"
                                        + " kept. Ask for another one: POST /v1/reconciliation.")
                        .exception());
        return Uni.createFrom().item(Answer.ok(body(run)));
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    Uni<Answer> status(Call call) {
        access.admit(call.principal(), call.route().need());
        return ledger.look().chain(status -> recounts.latest(call.principal()).map(latest -> {
            ObjectNode body = body(status);
            ArrayNode shown = body.putArray("recounts");
            latest.forEach(recount -> shown.add(RecountJson.body(recount)));
            return Answer.ok(body);
        }));
    }

    /** How far the charges of a reclassified customer are counted anew. */
    Uni<Answer> recount(Call call) {
        access.admit(call.principal(), call.route().need());
        return id(call.name())
                .map(id -> recounts.find(call.principal(), id))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(found -> RecountJson.answer(call, found.orElseThrow(() -> Refusal.notFound(
                                "ResourceNotFound",
                                "There is no recount of this id. The Location of the PUT of a customer that changed"
                                        + " its agreement leads to one; GET /v1/ledger lists the last ones.")
                        .exception())));
    }

    private static ObjectNode body(ReconciliationRuns.Run run) {
        ObjectNode body = ArmJson.node()
                .put("id", run.id().toString())
                .put("state", run.state())
                .put("startedAt", run.startedAt().toString());
        Instant ended = run.endedAt();
        if (ended == null) {
            body.putObject("progress")
                    .put("counting", run.counting().label())
                    .put("done", run.counting().ordinal())
                    .put("of", Reconciliation.Step.values().length);
        } else {
            body.put("endedAt", ended.toString());
        }
        if (run.failure() != null) {
            body.put("message", run.failure());
        }
        ReconciliationReport report = run.report();
        return report == null ? body : withReport(body, report);
    }

    private static ObjectNode withReport(ObjectNode body, ReconciliationReport report) {
        body.put("ledgerRows", report.ledgerRows())
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
                .put("month", rate.since().toString())
                .put("charges", rate.charges()));
        return body.put("unpriced", status.unpriced())
                .put("lastBatch", status.lastBatch())
                .put("seriesBuilding", status.seriesBuilding())
                .put("outbox", status.outbox());
    }
}
