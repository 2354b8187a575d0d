package dev.outlay.alert.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery as an operator sees it; of a webhook's URI only the endpoint, because the rest may hold a secret.
 *
 * @param silence the silence that mutes it, or has
 * @param alerts ids of the alerts it speaks of
 */
public record DeliveryView(
        UUID id,
        String kind,
        String receiver,
        String endpoint,
        DeliveryState state,
        Optional<String> reason,
        Optional<String> detail,
        Optional<UUID> silence,
        int attempts,
        Optional<Instant> dueAt,
        Instant createdAt,
        Optional<Instant> finishedAt,
        List<UUID> alerts) {}
