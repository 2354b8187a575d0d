package dev.outlay.alert.arm;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.delivery.SuppressAddresses;
import dev.outlay.alert.link.SignedLinks;
import dev.outlay.alert.transport.UnsubscribePage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes whoever wants no more mail about a budget at their word, by the link in the mail and without a login. GET only asks:
 * programs that look at every link of a mail must not unsubscribe anybody. POST does it, at one click of a mail program (RFC
 * 8058) or of the page's button; what it sends is not looked at.
 */
@ApplicationScoped
class ServeUnsubscribe {

    private final SignedLinks links;
    private final SuppressAddresses addresses;
    private final Clock clock;

    ServeUnsubscribe(SignedLinks links, SuppressAddresses addresses, Clock clock) {
        this.links = links;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** The decision is in the link: whether it is ours, for this, and holds. */
    Uni<Answer> answer(Request request, Operation.Unsubscribe operation) {
        boolean asks = request.method().equals("GET");
        return switch (links.read(SignedLinks.Purpose.UNSUBSCRIBE, operation.link(), clock.instant())) {
            case SignedLinks.Found.Foreign ignored -> Uni.createFrom().item(refused(request, "is not valid"));
            case SignedLinks.Found.Expired ignored -> Uni.createFrom().item(refused(request, "is not valid any more"));
            case SignedLinks.Found.Valid valid ->
                asks
                        ? answer(request, valid.object(), addresses::said, UnsubscribePage::asking)
                        : answer(request, valid.object(), addresses::unsubscribe, UnsubscribePage::done);
        };
    }

    private static Uni<Answer> answer(
            Request request,
            UUID delivery,
            Function<UUID, Uni<List<Crossing>>> use,
            Function<List<Crossing>, Uni<String>> page) {
        return use.apply(delivery)
                .chain(said -> said.isEmpty()
                        ? Uni.createFrom().item(refused(request, "is not valid any more"))
                        : page.apply(said).map(html -> Answer.page(200, html)));
    }

    private static Answer refused(Request request, String why) {
        return request.isOfABrowser()
                ? Answer.page(403, UnsubscribePage.refused(why))
                : Answer.error(403, "AuthorizationFailed", "The link " + why + ".");
    }
}
