package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.ActionGroupJson;
import dev.outlay.alert.delivery.OperateRecipients;
import dev.outlay.alert.recipient.Recipient;
import dev.outlay.alert.recipient.RecipientsTable;
import dev.outlay.alert.recipient.Wishes;
import dev.outlay.alert.recipient.WishesJson;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows the partner's operators when recipients want mail, and has it said. */
@ApplicationScoped
class ServeRecipients {

    private final OperateRecipients recipients;
    private final Settings settings;
    private final Clock clock;

    ServeRecipients(OperateRecipients recipients, Settings settings, Clock clock) {
        this.recipients = recipients;
        this.settings = settings;
        this.clock = clock;
    }

    Uni<Answer> serve(Request request, OfRecipients operation) {
        return switch (operation) {
            case OfRecipients.Recipients ignored -> list(request);
            case OfRecipients.OneRecipient one -> {
                String address = one.address().toLowerCase(Locale.ROOT);
                yield switch (request.method()) {
                    case "PUT" -> put(request, address);
                    case "DELETE" -> recipients.forget(address).map(forgotten -> Answer.empty(forgotten ? 200 : 204));
                    default ->
                        recipients.find(address).map(found -> found.map(each -> Answer.ok(write(each)))
                                .orElseGet(() -> Answer.notFound(request.path())));
                };
            }
        };
    }

    private Uni<Answer> list(Request request) {
        Optional<String> token = request.query().apply("$skiptoken");
        Optional<PageToken> after = token.flatMap(PageToken::read);
        if (token.isPresent() && after.isEmpty()) {
            return error("InvalidSkipToken", "The $skiptoken is not one that this API gave.");
        }
        int size = settings.paging().size();
        return recipients.list(after.map(PageToken::place), size + 1).map(found -> page(request, found, size));
    }

    private Answer page(Request request, List<RecipientsTable.Listed> found, int size) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode value = body.putArray("value");
        // What another version has written and this one cannot read is left out, and what comes after it is not.
        found.stream()
                .limit(size)
                .flatMap(each -> each.recipient().stream())
                .map(this::write)
                .forEach(value::add);
        if (found.size() > size) {
            RecipientsTable.Listed last = found.get(size - 1);
            PageToken token = new PageToken(last.createdMicros(), last.id());
            body.put("nextLink", Links.next(request, token.write()));
        } else {
            body.putNull("nextLink");
        }
        return Answer.ok(body);
    }

    private Uni<Answer> put(Request request, String address) {
        if (!ActionGroupJson.isAddress(address)) {
            return error("InvalidRequestContent", "The path must end in an e-mail address.");
        }
        return switch (request.json()) {
            case Request.Body.Bad bad -> Uni.createFrom().item(bad.answer());
            case Request.Body.Json json -> {
                try {
                    Wishes wishes = WishesJson.read(json.value());
                    yield recipients
                            .put(address, wishes, request.principal().id())
                            .map(kept -> Answer.of(kept.isNew() ? 201 : 200, write(kept.recipient())));
                } catch (WishesJson.Unclear unclear) {
                    yield error("InvalidRequestContent", String.valueOf(unclear.getMessage()));
                }
            }
        };
    }

    private static Uni<Answer> error(String code, String message) {
        return Uni.createFrom().item(Answer.error(400, code, message));
    }

    private ObjectNode write(Recipient recipient) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("address", recipient.address());
        written.setAll(WishesJson.write(recipient.wishes()));
        written.put(
                "quietUntil",
                recipient
                        .wishes()
                        .quietUntil(clock.instant())
                        .map(Instant::toString)
                        .orElse(null));
        written.put("modifiedBy", recipient.modifiedBy());
        written.put("createdAt", recipient.createdAt().toString());
        written.put("modifiedAt", recipient.modifiedAt().toString());
        return written;
    }
}
