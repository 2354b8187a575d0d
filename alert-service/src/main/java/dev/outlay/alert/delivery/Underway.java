package dev.outlay.alert.delivery;

import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.delivery.ClaimsTable.Room;
import dev.outlay.alert.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What is on its way from this replica, by endpoint and by webhook, and so what there is room for: of a host only as much as it may have
 * at a time, and of that only half for one webhook, so that of two behind one host neither waits for the other.
 */
@ApplicationScoped
class Underway {

    private final EndpointLimits limits;
    private final AccessHeard heard;
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();
    private final Map<WebhookId, WebhookPulse> pulses = new ConcurrentHashMap<>();

    Underway(Settings settings, AccessHeard heard) {
        this.limits = EndpointLimits.of(settings);
        this.heard = heard;
    }

    /** What may be claimed beside it, of at most so many. */
    Room room(int most, Instant now) {
        Map<WebhookId, Integer> rooms = new HashMap<>();
        pulses.forEach((webhook, pulse) -> rooms.put(webhook, pulse.room(limits.perWebhook(), now)));
        return new Room(most, limits, busyOrNotHeard(), Map.copyOf(rooms));
    }

    /** While access is not heard nobody can say who holds a role: there is no room for that, so that it takes up nobody else's. */
    private Map<String, Integer> busyOrNotHeard() {
        Map<String, Integer> now = new HashMap<>(busy);
        if (!heard.isFresh()) {
            now.put(DeliveryPlan.ROLE, limits.of(DeliveryPlan.ROLE));
        }
        return Map.copyOf(now);
    }

    void begins(Claimed claimed) {
        busy.merge(claimed.endpoint(), 1, Integer::sum);
        claimed.webhook().ifPresent(webhook -> change(webhook, WebhookPulse::begun));
    }

    void ends(Claimed claimed) {
        busy.computeIfPresent(claimed.endpoint(), (endpoint, used) -> used > 1 ? used - 1 : null);
        claimed.webhook().ifPresent(webhook -> change(webhook, WebhookPulse::ended));
    }

    /** What an attempt has shown of its receiver. */
    void seen(Claimed claimed, Outcome outcome, Instant now) {
        claimed.webhook().ifPresent(webhook -> change(webhook, pulse -> pulse.seen(outcome, now)));
    }

    /** Until when nothing is sent to a webhook, as far as this replica knows; empty where something may be. */
    Optional<Instant> quiet(WebhookId webhook, Instant now) {
        return pulses.getOrDefault(webhook, WebhookPulse.CALM).quiet(now);
    }

    /** A webhook has asked for patience in answer to what is no delivery. */
    void asked(WebhookId webhook, Duration patience, Instant now) {
        change(webhook, pulse -> pulse.asked(patience, now));
    }

    /** Whatever is known against a webhook holds no longer: somebody says that it is mended. */
    void forgive(WebhookId webhook) {
        change(webhook, pulse -> new WebhookPulse(pulse.used(), 0, WebhookPulse.CALM.quietUntil()));
    }

    /** Whether others may be waiting until one that is on its way there has ended. */
    boolean isFull(Claimed claimed) {
        return busy.getOrDefault(claimed.endpoint(), 0) >= limits.of(claimed.endpoint())
                || claimed.webhook()
                        .filter(webhook ->
                                pulses.getOrDefault(webhook, WebhookPulse.CALM).used() >= limits.perWebhook())
                        .isPresent();
    }

    private void change(WebhookId webhook, UnaryOperator<WebhookPulse> by) {
        pulses.compute(webhook, (id, before) -> {
            WebhookPulse after = by.apply(before == null ? WebhookPulse.CALM : before);
            return after.isCalm() ? null : after;
        });
    }
}
