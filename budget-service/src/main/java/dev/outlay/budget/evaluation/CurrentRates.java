package dev.outlay.budget.evaluation;

import dev.outlay.budget.money.ExchangeRates;
import dev.outlay.budget.money.RateDay;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table of exchange rates in memory. It may lag behind an import for a moment: a charge that finds no rate waits, and is picked up. */
@ApplicationScoped
public class CurrentRates {

    private final int maxAgeDays;
    private final RateDay rateDay;
    private volatile ExchangeRates rates = ExchangeRates.NONE;
    private volatile long version = -1;

    CurrentRates(EvaluationConfig config) {
        this.maxAgeDays = config.maxRateAgeDays();
        this.rateDay = config.rateDay();
    }

    /** The table as last loaded. */
    public ExchangeRates now() {
        return rates;
    }

    /** Moves with every import that changes a rate. */
    public long version() {
        return version;
    }

    /** Loads the table when it has changed. */
    public Uni<Void> refresh(Mutiny.StatelessSession session) {
        return RatesTable.version(session)
                .chain(current -> current == version
                        ? Uni.createFrom().voidItem()
                        : RatesTable.all(session, new ExchangeRates.Builder(maxAgeDays, rateDay))
                                .invoke(loaded -> set(loaded, current))
                                .replaceWithVoid());
    }

    private void set(ExchangeRates loaded, long current) {
        rates = loaded;
        version = current;
    }
}
