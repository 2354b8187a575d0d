package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.delivery.OperateSilences;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.settings.Settings;
import dev.outlay.alert.silence.MatchersJson;
import dev.outlay.alert.silence.Silence;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Silences: makes, lists, shows and ends them, and says beforehand what one would mute. Who made or ended one is kept and logged. */
@ApplicationScoped
class ServeSilences {

    private static final Logger LOG = Logger.getLogger(ServeSilences.class);

    private final OperateSilences silences;
    private final Settings settings;
    private final Clock clock;

    ServeSilences(OperateSilences silences, Settings settings, Clock clock) {
        this.silences = silences;
        this.settings = settings;
        this.clock = clock;
    }

    Uni<Answer> serve(Request request, OfSilences operation, Optional<CustomerKey> onlyOf) {
        return switch (operation) {
            case OfSilences.Silences at ->
                request.method().equals("GET")
                        ? list(request, Optional.of(at.scope()), onlyOf)
                        : read(request, at.scope(), onlyOf, silence -> make(request, silence));
            case OfSilences.Preview at ->
                read(request, at.scope(), onlyOf, silence -> silences.preview(silence)
                        .map(found -> Answer.ok(SilenceJson.write(found))));
            case OfSilences.OneSilence one ->
                Ids.read(one.silence())
                        .map(id -> silences.find(id, one.scope(), onlyOf).map(found -> answer(request, found)))
                        .orElseGet(() -> Uni.createFrom().item(Answer.notFound(request.path())));
            case OfSilences.End one -> end(request, one, onlyOf);
        };
    }

    /** Those of all scopes. */
    Uni<Answer> list(Request request) {
        return list(request, Optional.empty(), Optional.empty());
    }

    private Uni<Answer> list(Request request, Optional<Scope> scope, Optional<CustomerKey> onlyOf) {
        Optional<String> word = request.query().apply("state");
        Optional<Silence.State> state = word.flatMap(Silence.State::ofWord);
        Optional<String> token = request.query().apply("$skiptoken");
        Optional<PageToken> after = token.flatMap(PageToken::read);
        if (word.isPresent() != state.isPresent() || token.isPresent() != after.isPresent()) {
            return Uni.createFrom()
                    .item(Answer.error(
                            400,
                            "InvalidQueryParameter",
                            "state must be one of " + List.of(Silence.State.values())
                                    + ", $skiptoken one that this API gave."));
        }
        int size = settings.paging().size();
        return silences.list(scope, onlyOf, state, after.map(PageToken::place), size + 1)
                .map(found -> page(request, found, size));
    }

    private Answer page(Request request, List<Silence> found, int size) {
        Instant now = clock.instant();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode value = body.putArray("value");
        found.stream().limit(size).map(each -> SilenceJson.write(each, now)).forEach(value::add);
        if (found.size() > size) {
            Silence last = found.get(size - 1);
            PageToken token = new PageToken(Instants.toMicros(last.createdAt()), last.id());
            body.put("nextLink", Links.next(request, token.write()));
        } else {
            body.putNull("nextLink");
        }
        return Answer.ok(body);
    }

    private Uni<Answer> read(
            Request request, Scope scope, Optional<CustomerKey> onlyOf, Function<Silence, Uni<Answer>> use) {
        return switch (request.json()) {
            case Request.Body.Bad bad -> Uni.createFrom().item(bad.answer());
            case Request.Body.Json json -> {
                try {
                    yield use.apply(SilenceJson.read(
                            json.value(), scope, onlyOf, request.principal().id(), now()));
                } catch (MatchersJson.Unclear unclear) {
                    yield Uni.createFrom()
                            .item(Answer.error(400, "InvalidRequestContent", String.valueOf(unclear.getMessage())));
                }
            }
        };
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Uni<Answer> make(Request request, Silence silence) {
        return silences.make(silence).map(made -> {
            if (!made) {
                return Answer.error(
                        409,
                        "TooManySilences",
                        "There are " + OperateSilences.MOST
                                + " silences of this scope that are planned or in force. End one.");
            }
            LOG.infof(
                    "principal=%s silence=%s scope=%s since=%s until=%s made",
                    silence.createdBy(), silence.id(), silence.scope().key(), silence.startsAt(), silence.endsAt());
            String path = request.path().replaceAll("/{2,}", "/").replaceAll("/$", "");
            return Answer.of(201, SilenceJson.write(silence, clock.instant()))
                    .with("Location", request.address() + path + "/" + silence.id());
        });
    }

    private Uni<Answer> end(Request request, OfSilences.End one, Optional<CustomerKey> onlyOf) {
        String principal = request.principal().id();
        return Ids.read(one.silence())
                .map(id -> silences.end(id, one.scope(), onlyOf, principal)
                        .invoke(found -> found.flatMap(Silence::endedBy)
                                .ifPresent(
                                        by -> LOG.infof("principal=%s silence=%s is ended, by %s", principal, id, by)))
                        .map(found -> answer(request, found)))
                .orElseGet(() -> Uni.createFrom().item(Answer.notFound(request.path())));
    }

    private Answer answer(Request request, Optional<Silence> found) {
        return found.map(silence -> Answer.ok(SilenceJson.write(silence, clock.instant())))
                .orElseGet(() -> Answer.notFound(request.path()));
    }
}
