package dev.outlay.budget.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;

/** Makes the pool of connections as it is configured, with an end to every wait. */
@Singleton
class PatientPool implements PgPoolCreator {

    private final Patience patience;

    PatientPool(DatabaseConfig config) {
        this.patience = new Patience(config.patience());
    }

    @Override
    public Pool create(Input input) {
        return ClientBuilder.pool(new PatientDriver(patience))
                .connectingTo(input.pgConnectOptionsList().stream()
                        .<SqlConnectOptions>map(options -> patience.bound(options))
                        .toList())
                .with(patience.bound(input.poolOptions()))
                .using(input.vertx())
                .build();
    }
}
