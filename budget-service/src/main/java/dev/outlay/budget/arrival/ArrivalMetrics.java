package dev.outlay.budget.arrival;

import dev.outlay.budget.background.RepeatedTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How old the newest cost of each source is, and which source is late. README.md of this service lists the names. */
@ApplicationScoped
public class ArrivalMetrics {

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final int PAGE = 100;

    private final ChargeArrivals arrivals;
    private final RepeatedTask task;
    private final MultiGauge age;
    private final MultiGauge late;

    ArrivalMetrics(ChargeArrivals arrivals, MeterRegistry registry, Vertx vertx) {
        this.arrivals = arrivals;
        this.task = new RepeatedTask(vertx, "Looking how fresh each source is", BETWEEN_LOOKS, this::look);
        this.age = MultiGauge.builder("outlay.source.age")
                .description("Age of the newest day that a source has brought charges of")
                .baseUnit("days")
                .register(registry);
        this.late = MultiGauge.builder("outlay.source.late")
                .description("1 where a source is silent for longer than it usually is")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        task.start();
    }

    void stop(@Observes ShutdownEvent event) {
        task.stop();
    }

    /** Once, now. */
    Uni<Boolean> look() {
        return from(SourceKey.NONE, new ArrayList<>())
                .invoke(all -> {
                    age.register(rows(all, SourceFreshness::age), true);
                    late.register(rows(all, source -> source.isLate() ? 1 : 0), true);
                })
                .replaceWith(false);
    }

    private Uni<List<SourceFreshness>> from(SourceKey after, List<SourceFreshness> before) {
        return arrivals.page(after, PAGE).chain(page -> {
            before.addAll(page);
            return page.size() < PAGE
                    ? Uni.createFrom().item(before)
                    : from(page.getLast().key(), before);
        });
    }

    private static List<MultiGauge.Row<?>> rows(
            List<SourceFreshness> sources, ToDoubleFunction<SourceFreshness> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>(sources.size());
        sources.forEach(source -> rows.add(MultiGauge.Row.of(
                Tags.of("account", source.account(), "source", source.source()), value.applyAsDouble(source))));
        return rows;
    }
}
