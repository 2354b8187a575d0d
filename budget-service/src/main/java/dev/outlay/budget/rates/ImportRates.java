package dev.outlay.budget.rates;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.recount.AwaitedRates;
import dev.outlay.budget.refusal.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** Imports a file of exchange rates, and wakes the charges that waited for one. */
@ApplicationScoped
public class ImportRates {

    /** What a file held. */
    public record Counts(int days, int currencies, int rates) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final ExchangeRateTable table;
    private final AwaitedRates imported;
    private final Vertx vertx;

    ImportRates(
            Mutiny.SessionFactory sessions,
            Access access,
            ExchangeRateTable table,
            AwaitedRates imported,
            Vertx vertx) {
        this.sessions = sessions;
        this.access = access;
        this.table = table;
        this.imported = imported;
        this.vertx = vertx;
    }

    /**
     * Reads and keeps a file.
     *
     * @param file the European Central Bank's CSV, or a zip of it
     */
    public Uni<Counts> run(Principal by, byte[] file) {
        access.admit(by, Need.ADMINISTER);
        return parsed(file)
                .call(rates -> sessions.withStatelessTransaction(session -> table.keep(session, rates)))
                .invoke(imported::wake)
                .map(ImportRates::counts);
    }

    /** Reading takes a while for decades of rates: it happens beside the event loop, and the answer comes back on the caller's context. */
    private Uni<List<EuroRate>> parsed(byte[] file) {
        return Uni.createFrom().completionStage(() -> vertx.executeBlocking(() -> EuroRatesFile.read(file), false)
                .toCompletionStage());
    }

    private static Counts counts(List<EuroRate> rates) {
        Set<Object> days = new HashSet<>();
        Set<String> currencies = new HashSet<>();
        for (EuroRate rate : rates) {
            days.add(rate.day());
            currencies.add(rate.currency());
        }
        return new Counts(days.size(), currencies.size(), rates.size());
    }

    /** What is said of a content type that is neither CSV nor zip. */
    public static Refusal unsupported() {
        return new Refusal(415, "UnsupportedMediaType", "Send exchange rates as text/csv or application/zip.");
    }
}
