package dev.outlay.alert.arm;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.delivery.AcknowledgeAlerts;
import dev.outlay.alert.delivery.SuppressAddresses;
import dev.outlay.alert.link.SignedLinks;
import dev.outlay.alert.transport.LinkPage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes whoever has a signed link at their word, without a login: that they want no more mail about a budget, or have seen an alert.
 * GET only asks: programs that look at every link of a mail must neither unsubscribe anybody nor have seen anything. POST does it, at
 * the page's button (and at one click of a mail program, RFC 8058); what it sends is not looked at.
 */
@ApplicationScoped
class ServeLinks {

    private final SignedLinks links;
    private final SuppressAddresses addresses;
    private final AcknowledgeAlerts acknowledgements;
    private final ServeAgreements agreements;
    private final Clock clock;

    ServeLinks(
            SignedLinks links,
            SuppressAddresses addresses,
            AcknowledgeAlerts acknowledgements,
            ServeAgreements agreements,
            Clock clock) {
        this.links = links;
        this.addresses = addresses;
        this.acknowledgements = acknowledgements;
        this.agreements = agreements;
        this.clock = clock;
    }

    /** The decision is in the link: whether it is ours, for this, and holds. */
    Uni<Answer> answer(Request request, Operation.ByLink operation) {
        return switch (operation) {
            case Operation.Unsubscribe one ->
                answer(
                        request,
                        links.read(SignedLinks.Purpose.UNSUBSCRIBE, one.link(), clock.instant()),
                        LinkPage.UNSUBSCRIBE,
                        addresses::said,
                        addresses::unsubscribe);
            case Operation.Agree one -> agreements.answer(request, one);
            case Operation.Acknowledge one ->
                answer(
                        request,
                        links.read(SignedLinks.Purpose.ACKNOWLEDGE, one.link(), clock.instant()),
                        LinkPage.ACKNOWLEDGE,
                        acknowledgements::said,
                        acknowledgements::acknowledge);
        };
    }

    private static Uni<Answer> answer(
            Request request,
            SignedLinks.Found found,
            LinkPage page,
            Function<UUID, Uni<List<Crossing>>> ask,
            Function<UUID, Uni<List<Crossing>>> act) {
        return switch (found) {
            case SignedLinks.Found.Foreign ignored -> Uni.createFrom().item(refused(request, "is not valid"));
            case SignedLinks.Found.Expired ignored -> Uni.createFrom().item(refused(request, "is not valid any more"));
            case SignedLinks.Found.Valid valid ->
                request.method().equals("GET")
                        ? answer(request, ask.apply(valid.object()), page::asking)
                        : answer(request, act.apply(valid.object()), page::done);
        };
    }

    private static Uni<Answer> answer(
            Request request, Uni<List<Crossing>> found, Function<List<Crossing>, Uni<String>> page) {
        return found.chain(said -> said.isEmpty()
                ? Uni.createFrom().item(refused(request, "is not valid any more"))
                : page.apply(said).map(html -> Answer.page(200, html)));
    }

    private static Answer refused(Request request, String why) {
        return request.isOfABrowser()
                ? Answer.page(403, LinkPage.refused(why))
                : Answer.error(403, "AuthorizationFailed", "The link " + why + ".");
    }
}
