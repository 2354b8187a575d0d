package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.DeployingSubscription.body;
import static dev.outlay.budget.arm.DeployingSubscription.template;
import static dev.outlay.local.Persona.PARTNER_TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.access.Principal;
import dev.outlay.budget.arm.DeploymentWorkers.Place;
import dev.outlay.budget.evaluation.RecordCharges;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody keeps others from deploying: templates are worked out beside the event loops, in turns, and so many at a time. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class DeploymentTurnsTest {

    private final Vertx vertx;
    private final RecordCharges record;
    private final DeploymentWorkers workers;
    private DeployingSubscription subscription;

    @Inject
    DeploymentTurnsTest(Vertx vertx, RecordCharges record, DeploymentWorkers workers) {
        this.vertx = vertx;
        this.record = record;
        this.workers = workers;
    }

    @BeforeEach
    void prepare() {
        subscription = DeployingSubscription.charged(vertx, record);
    }

    @Test
    void templates_are_worked_out_beside_the_event_loops_and_what_follows_comes_back() throws Exception {
        CompletableFuture<List<Boolean>> seen = new CompletableFuture<>();
        Place place = workers.enter(somebody());
        vertx.runOnContext(unused -> {
            Context asked = Vertx.currentContext();
            place.out(Context::isOnEventLoopThread)
                    .subscribe()
                    .with(
                            inside -> seen.complete(List.of(inside, Vertx.currentContext() == asked)),
                            seen::completeExceptionally);
        });

        assertThat(seen.get(10, TimeUnit.SECONDS)).containsExactly(false, true);
        place.leave();
    }

    private static Principal somebody() {
        return new Principal(UUID.randomUUID().toString(), PARTNER_TENANT, Set.of());
    }

    private static CompletableFuture<String> working(Place place, Callable<String> work) {
        return place.out(work).subscribeAsCompletionStage();
    }

    @Test
    void while_a_template_of_one_is_worked_out_those_of_others_are_and_no_second_one_of_the_same() throws Exception {
        Principal one = somebody();
        Place first = workers.enter(one);
        Place second = workers.enter(one);
        Place other = workers.enter(somebody());
        CountDownLatch end = new CountDownLatch(1);
        try {
            CompletableFuture<String> worked = working(first, () -> waiting(end));
            CompletableFuture<String> behind = working(second, () -> "second");

            assertThat(working(other, () -> "other").get(10, TimeUnit.SECONDS)).isEqualTo("other");
            assertThat(working(other, () -> "again").get(10, TimeUnit.SECONDS)).isEqualTo("again");
            assertThat(behind).isNotDone();
            end.countDown();
            assertThat(worked.get(10, TimeUnit.SECONDS)).isEqualTo("waited");
            assertThat(behind.get(10, TimeUnit.SECONDS)).isEqualTo("second");
        } finally {
            end.countDown();
            List.of(first, second, other).forEach(Place::leave);
        }
    }

    @Test
    void what_has_begun_goes_before_what_has_not() throws Exception {
        Place first = workers.enter(somebody());
        Place second = workers.enter(somebody());
        Place fresh = workers.enter(somebody());
        Place begun = workers.enter(somebody());
        begun.begins();
        CountDownLatch firstEnds = new CountDownLatch(1);
        CountDownLatch secondEnds = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        try {
            CompletableFuture<String> held = working(first, () -> waiting(firstEnds));
            CompletableFuture<String> heldToo = working(second, () -> waiting(secondEnds));
            CompletableFuture<String> later = working(fresh, () -> noted(order, "fresh"));
            CompletableFuture<String> sooner = working(begun, () -> noted(order, "begun"));
            firstEnds.countDown();

            CompletableFuture.allOf(held, later, sooner).get(10, TimeUnit.SECONDS);
            assertThat(order).containsExactly("begun", "fresh");
            secondEnds.countDown();
            heldToo.get(10, TimeUnit.SECONDS);
        } finally {
            firstEnds.countDown();
            secondEnds.countDown();
            List.of(first, second, fresh, begun).forEach(Place::leave);
        }
    }

    private static String waiting(CountDownLatch end) throws InterruptedException {
        return end.await(20, TimeUnit.SECONDS) ? "waited" : "never ended";
    }

    private static String noted(List<String> order, String what) {
        order.add(what);
        return what;
    }

    @Test
    void who_has_eight_under_way_is_told_when_to_come_again_and_others_are_not_stopped() {
        Principal owner = new Principal(subscription.owner(), PARTNER_TENANT, Set.of());
        List<Place> places = IntStream.range(0, DeploymentTurns.MOST_OF_ONE)
                .mapToObj(unused -> workers.enter(owner))
                .toList();

        Response refused;
        Response others;
        try {
            refused = subscription.deploy("ninth", template(), "{}");
            others = subscription.asNew("Owner").body(body(template(), "{}")).put(subscription.deployment("others"));
        } finally {
            places.forEach(Place::leave);
        }

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(others.statusCode()).as(others.asString()).isEqualTo(201);
        for (int each = 0; each <= DeploymentTurns.MOST_OF_ONE; each++) {
            assertThat(subscription.deploy("ninth", template(), "{}").statusCode())
                    .as("each has left when it is answered")
                    .isLessThan(300);
        }
    }

    @Test
    void no_more_are_under_way_than_there_is_room_for() {
        List<Place> places = new ArrayList<>();
        for (int each = 0; each < DeploymentTurns.MOST; each++) {
            places.add(workers.enter(somebody()));
        }

        Response refused;
        try {
            refused = subscription.deploy("full", template(), "{}");
        } finally {
            places.forEach(Place::leave);
        }

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(subscription.deploy("full", template(), "{}").statusCode()).isEqualTo(201);
    }
}
