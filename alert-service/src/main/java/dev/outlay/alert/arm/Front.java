package dev.outlay.alert.arm;

import dev.outlay.alert.access.AccessAction;
import dev.outlay.alert.access.AccessDecision;
import dev.outlay.alert.access.AccessHeard;
import dev.outlay.alert.access.CustomerKey;
import dev.outlay.alert.actiongroup.Sight;
import dev.outlay.alert.scope.ArmPath;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.settings.PartnersOwn;
import dev.outlay.alert.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Leads a request from its path through the one decision about it to whoever serves it. */
@ApplicationScoped
class Front {

    private final ServeAlerts alerts;
    private final ServeActionGroups groups;
    private final ServeTestSends tests;
    private final ServeDeliveries deliveries;
    private final ServeSuppressions suppressions;
    private final ServeRecipients recipients;
    private final ServeSilences silences;
    private final ServeLinks links;
    private final ServeWebhooks webhooks;
    private final ServeConformance conformance;
    private final ServeDescription description;
    private final AccessDecision.Rules rules;
    private final AccessHeard heard;
    private final PartnersOwn partnersOwn;

    @SuppressWarnings("TooManyParameters") // Everything that is served is led to from here.
    Front(
            ServeAlerts alerts,
            ServeActionGroups groups,
            ServeTestSends tests,
            ServeDeliveries deliveries,
            ServeSuppressions suppressions,
            ServeRecipients recipients,
            ServeSilences silences,
            ServeLinks links,
            ServeWebhooks webhooks,
            ServeConformance conformance,
            ServeDescription description,
            AccessDecision.Rules rules,
            AccessHeard heard,
            Settings settings) {
        this.alerts = alerts;
        this.groups = groups;
        this.tests = tests;
        this.deliveries = deliveries;
        this.suppressions = suppressions;
        this.recipients = recipients;
        this.silences = silences;
        this.links = links;
        this.webhooks = webhooks;
        this.conformance = conformance;
        this.description = description;
        this.rules = rules;
        this.heard = heard;
        this.partnersOwn = PartnersOwn.of(settings);
    }

    /** Whether a signed link decides about this path, and not a token. */
    static boolean isByLink(String path) {
        return ArmPath.ofUrl(path)
                .path()
                .flatMap(read -> Operation.of(read.segments()))
                .filter(Operation.ByLink.class::isInstance)
                .isPresent();
    }

    Uni<Answer> answer(Request request) {
        return switch (ArmPath.ofUrl(request.path())) {
            case ArmPath.Malformed malformed ->
                Uni.createFrom().item(Answer.error(400, "InvalidRequestUri", malformed.message()));
            case ArmPath.Read read ->
                Operation.of(read.value().segments())
                        .map(operation -> answer(request, operation))
                        .orElseGet(() -> Uni.createFrom().item(Answer.notFound(request.path())));
        };
    }

    private Uni<Answer> answer(Request request, Operation operation) {
        Optional<Answer> version = operation
                .type()
                .flatMap(type -> ApiVersions.refusal(type, request.query().apply("api-version")));
        if (version.isPresent()) {
            return Uni.createFrom().item(version.get());
        }
        if (!operation.methods().contains(request.method())) {
            String allowed =
                    String.join(", ", operation.methods().stream().sorted().toList());
            return Uni.createFrom()
                    .item(Answer.error(405, "MethodNotAllowed", "Use one of " + allowed + " here.")
                            .with("Allow", allowed));
        }
        if (operation instanceof Operation.ByLink one) {
            return links.answer(request, one);
        }
        return switch (decide(request, operation)) {
            case AccessDecision.Denied denied -> Uni.createFrom().item(deny(request, denied.reason()));
            case AccessDecision.NotHeard notHeard ->
                Uni.createFrom().item(deny(request, "cannot be authorized now, because " + notHeard.reason()));
            case AccessDecision.Allowed allowed -> serve(request, operation, allowed.onlyOf());
        };
    }

    private static Answer deny(Request request, String reason) {
        return Answer.denied(request.principal().id(), request.path(), reason);
    }

    private AccessDecision decide(Request request, Operation operation) {
        AccessAction action = operation.action(request.method());
        if (action == AccessAction.SIGNED_IN) {
            return new AccessDecision.Allowed(Optional.empty());
        }
        return operation
                .place()
                .map(scope -> rules.decide(request.principal(), scope, action, heard))
                .orElseGet(() -> rules.decideForPartner(request.principal()));
    }

    private Uni<Answer> serve(Request request, Operation operation, Optional<CustomerKey> onlyOf) {
        return switch (operation) {
            case Operation.Alerts list -> alerts.list(request, list, onlyOf);
            case Operation.OneAlert one ->
                request.method().equals("GET")
                        ? alerts.show(request, one, onlyOf)
                        : alerts.setStatus(request, one, onlyOf);
            case Operation.Groups list -> groups.list(request, list, sight(list.scope(), onlyOf));
            case Operation.OneGroup one -> {
                Sight sight = sight(one.id().owner(), onlyOf);
                yield switch (request.method()) {
                    case "PUT" -> groups.put(request, one, sight);
                    case "PATCH" -> groups.patch(request, one, sight);
                    case "DELETE" -> groups.delete(one, sight);
                    default -> groups.show(request, one, sight);
                };
            }
            case Operation.TestReceivers test -> tests.start(request, test, sight(test.scope(), onlyOf));
            case Operation.OneTest one -> tests.show(request, one, sight(one.scope(), onlyOf));
            case Operation.Deliveries ignored -> deliveries.list(request);
            case Operation.OneDelivery one -> deliveries.show(request, one);
            case Operation.Replay one -> deliveries.replay(request, one);
            case Operation.ReplayAll ignored -> deliveries.replayAll(request);
            case Operation.Suppressions ignored -> suppressions.list(request);
            case Operation.OneSuppression one ->
                request.method().equals("DELETE") ? suppressions.lift(request, one) : suppressions.show(request, one);
            case OfRecipients one -> recipients.serve(request, one);
            case Operation.AllSilences ignored -> silences.list(request);
            case OfSilences one -> silences.serve(request, one, onlyOf);
            case Operation.ByLink one -> links.answer(request, one);
            case Operation.Webhooks ignored -> webhooks.list(request);
            case OfGroup one -> serve(request, one, sight(one.id().owner(), onlyOf));
            case Operation.Description ignored -> description.show();
        };
    }

    private Uni<Answer> serve(Request request, OfGroup operation, Sight sight) {
        return switch (operation) {
            case OfGroup.WebhooksOfGroup all -> webhooks.ofGroup(request, all, sight);
            case OfGroup.EnableWebhook one -> webhooks.enable(request, one, sight);
            case OfGroup.VerifyWebhook one -> webhooks.verify(request, one, sight);
            case OfGroup.RotateWebhook one -> webhooks.rotate(request, one, sight);
            case OfGroup.TryConformance one -> conformance.begin(request, one, sight);
            case OfGroup.OneConformance one -> conformance.show(request, one, sight);
            case OfGroup.RecoverWebhook one -> webhooks.recover(request, one, sight);
            case OfGroup.RecoveryOfWebhook one -> webhooks.recovery(request, one, sight);
        };
    }

    /** What is made in a subscription belongs to the customer that owns it; in one of the partner's own, to the partner. */
    private Sight sight(Scope scope, Optional<CustomerKey> onlyOf) {
        return onlyOf.map(Sight::ofCustomer)
                .orElseGet(() -> Sight.ofPartner(scope.subscriptionKey()
                        .filter(subscription -> !partnersOwn.has(subscription))
                        .flatMap(heard::customerOf)));
    }
}
