package dev.outlay.budget.database;

import dev.outlay.local.RealParts;
import dev.outlay.local.VanishingHost;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Stands between the service and PostgreSQL. Tests get the switch that makes it vanish in a field of the type {@code
 * Runnable}: they run in another class loader, in which only Java's own types are the same.
 */
public final class DatabaseHost implements QuarkusTestResourceLifecycleManager {

    private final VanishingHost host = VanishingHost.before(RealParts.postgres().port());

    @Override
    public int order() {
        return 1; // After the parts, whose database it stands before.
    }

    @Override
    public Map<String, String> start() {
        return Map.of("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:" + host.port() + "/budget");
    }

    @Override
    public void inject(TestInjector injector) {
        Runnable vanish = host::vanish;
        injector.injectIntoFields(vanish, field -> field.getType() == Runnable.class);
    }

    @Override
    public void stop() {
        host.close();
    }
}
