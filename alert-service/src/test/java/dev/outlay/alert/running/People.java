package dev.outlay.alert.running;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** People of customers, made known on the topic {@code access} as the budget service would. */
final class People {

    private final Outlay outlay;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();

    People(Outlay outlay) {
        this.outlay = outlay;
    }

    /** A person of a customer, whose id is that of its tenant, with a role at a subscription. */
    record Owner(String principal, String customer, String subscription) {
        String scope() {
            return "/subscriptions/" + subscription;
        }

        /** Another one, who has the same role there. */
        Owner as(String otherPrincipal, String otherCustomer) {
            return new Owner(otherPrincipal, otherCustomer, subscription);
        }
    }

    /** Someone with a role at a subscription that belongs to the own customer, as the service has heard. */
    Owner owner(String role) {
        Owner owner = new Owner(id(), id(), id());
        outlay.customer(owner.customer(), true);
        outlay.subscription(owner.subscription(), owner.customer());
        outlay.assign(id(), owner.scope(), owner.principal(), role);
        heart.scheduleAtFixedRate(outlay::beat, 0, 300, TimeUnit.MILLISECONDS);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(owner, Crossings.alerts(owner.scope())).status() == 200);
        return owner;
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    String token(Owner owner) {
        return outlay.token(owner.principal(), owner.customer());
    }

    Outlay.Answer get(Owner owner, String path) {
        return outlay.call(
                token(owner),
                "GET",
                path + (path.contains("/Microsoft.Insights/") ? Groups.VERSION : Outlay.VERSION),
                null);
    }

    /** From now on nobody says that what was heard still holds. */
    void hush() {
        heart.shutdownNow();
    }
}
