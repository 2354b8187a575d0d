package dev.outlay.alert.running;

import dev.outlay.local.RealParts;
import dev.outlay.local.VanishingHost;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between the service and PostgreSQL. Tests get its switches in fields of the types {@code Runnable} and {@code
 * AtomicBoolean}: they run in another class loader, in which only Java's own types are the same.
 */
public final class BlackHole implements QuarkusTestResourceLifecycleManager {

    private final VanishingHost host = VanishingHost.before(RealParts.postgres().port());

    @Override
    public int order() {
        return 1; // After the parts, whose database it stands before.
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.datasource.reactive.url",
                "postgresql://127.0.0.1:" + host.port() + "/alert",
                "outlay.database.patience",
                "6s");
    }

    @Override
    public void inject(TestInjector injector) {
        AtomicBoolean newOnesWork = host.newOnesWork();
        Runnable swallow = host::vanish;
        injector.injectIntoFields(newOnesWork, field -> field.getType() == AtomicBoolean.class);
        injector.injectIntoFields(swallow, field -> field.getType() == Runnable.class);
    }

    @Override
    public void stop() {
        host.close();
    }
}
