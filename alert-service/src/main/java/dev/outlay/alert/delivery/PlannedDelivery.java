package dev.outlay.alert.delivery;

import dev.outlay.alert.actiongroup.BodyFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A delivery that is to be made for an alert.
 *
 * @param kind         {@code email}, {@code webhook}, {@code group}, {@code role}, {@code notice}, or the kind of a receiver that cannot be told
 * @param receiver     what makes it the same receiver when named twice, lower case
 * @param target       e-mail address or URI
 * @param endpoint     what is shared with other deliveries: {@code smtp}, or scheme, host and port
 * @param sealedSecret secret of a webhook receiver, sealed
 * @param state        {@code Pending}, {@code Gathering}, or a state in which nothing is sent
 * @param reason       why nothing is sent, where nothing is
 * @param webhook      which webhook it goes to; empty for everything else
 * @param bundle       what may stand together in one digest; empty where it is told at once
 * @param format       in which form a webhook is told; empty for other kinds
 * @param grounds      on which it is told: while one of them holds
 * @param partners     whether the receiver is the partner's, which no customer silences: the partner had the address
 *     told, or it is told through one of the partner's groups
 */
record PlannedDelivery(
        UUID alert,
        String kind,
        String receiver,
        String target,
        String endpoint,
        Optional<byte[]> sealedSecret,
        DeliveryState state,
        Optional<String> reason,
        Optional<WebhookId> webhook,
        Optional<String> bundle,
        Optional<BodyFormat> format,
        List<Ground> grounds,
        boolean partners) {

    /**
     * What tells the operator of an alert that an address does not hear, because the mail server refuses it. It waits for
     * others of the same address, so that one message tells of them all.
     */
    static PlannedDelivery noticeOf(Claimed.Said said, String address, String operator) {
        return new PlannedDelivery(
                said.crossing().id(),
                DeliveryPlan.NOTICE,
                address,
                operator,
                DeliveryPlan.SMTP,
                Optional.empty(),
                DeliveryState.Gathering,
                Optional.empty(),
                Optional.empty(),
                Optional.of(DeliveryPlan.NOTICE),
                Optional.empty(),
                said.grounds().stream()
                        .map(ground -> new Ground(ground.tenant(), Optional.empty()))
                        .distinct()
                        .toList(),
                true);
    }

    /**
     * Ids of the principals for whose role the address is told, in lower case; empty where it was named otherwise, whatever roles
     * are named beside. The version before knows no grounds and asks these.
     */
    List<String> holders() {
        return grounds.stream().allMatch(ground -> ground.holder().isPresent())
                ? grounds.stream()
                        .flatMap(ground -> ground.holder().stream())
                        .distinct()
                        .toList()
                : List.of();
    }

    boolean isDigest() {
        return state == DeliveryState.Gathering;
    }

    /** The same, told at once instead of in a digest. */
    PlannedDelivery atOnce() {
        return new PlannedDelivery(
                alert,
                kind,
                receiver,
                target,
                endpoint,
                sealedSecret,
                DeliveryState.Pending,
                reason,
                webhook,
                Optional.empty(),
                format,
                grounds,
                partners);
    }

    /** The same, for whoever is told by this plan or by another one of the same receiver. */
    PlannedDelivery with(PlannedDelivery other) {
        List<Ground> both = Stream.concat(grounds.stream(), other.grounds.stream())
                .distinct()
                .toList();
        return new PlannedDelivery(
                alert,
                kind,
                receiver,
                target,
                endpoint,
                sealedSecret,
                state,
                reason,
                webhook,
                bundle,
                format,
                both,
                partners || other.partners);
    }

    /** What makes two plans of different alerts the same message of a digest. */
    String digestKey() {
        return kind + "\n" + receiver + "\n" + bundle.orElse("");
    }
}
