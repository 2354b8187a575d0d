package dev.outlay.budget.arm;

import dev.outlay.budget.ledger.LedgerStatus;
import dev.outlay.budget.ledger.RatesImported;
import dev.outlay.budget.ledger.Reconciliation;
import dev.outlay.budget.refusal.Refusal;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Stands in for a port of the ledger that nobody implements: the operation says so. Any bean that implements the port takes its place. */
@ApplicationScoped
class AbsentPorts {

    @Produces
    @DefaultBean
    RatesImported ratesImported() {
        return () -> {};
    }

    @Produces
    @DefaultBean
    Reconciliation reconciliation() {
        return AbsentPorts::absent;
    }

    @Produces
    @DefaultBean
    LedgerStatus ledgerStatus() {
        return AbsentPorts::absent;
    }

    private static <T> Uni<T> absent() {
        return Uni.createFrom()
                .failure(new Refusal(501, "NotImplemented", "This operation is not part of this build.").exception());
    }
}
