package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.actiongroup.ActionGroupJson;
import dev.outlay.alert.actiongroup.Problem;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.actiongroup.Sight;
import dev.outlay.alert.delivery.TestSendView;
import dev.outlay.alert.delivery.TestSends;
import dev.outlay.alert.delivery.TestSends.Asked;
import dev.outlay.alert.delivery.TestSends.Started;
import dev.outlay.alert.transport.WebhookTargets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tests receivers and says what came of it. Source: azure-rest-contract.md section 10, and section 0 for the long run. */
@ApplicationScoped
class ServeTestSends {

    private static final Logger LOG = Logger.getLogger(ServeTestSends.class);

    /** Azure's words for the alerts that can be tested, to whether a forecast crosses. Others are never sent from here. */
    private static final Map<String, Boolean> FORECASTED =
            Map.of("budget", false, "actualcostbudget", false, "forecastedbudget", true);

    /** Marks the address to which {@code Location} leads: there a test that is on its way is answered with 202. */
    private static final String LONG_RUNNING = "longRunning";

    private final TestSends tests;
    private final WebhookTargets targets;

    ServeTestSends(TestSends tests, WebhookTargets targets) {
        this.tests = tests;
        this.targets = targets;
    }

    Uni<Answer> start(Request request, Operation.TestReceivers operation, Sight sight) {
        return switch (request.json()) {
            case Request.Body.Bad bad -> Uni.createFrom().item(bad.answer());
            case Request.Body.Json json -> {
                List<Problem> problems = new ArrayList<>();
                Optional<Boolean> forecasted =
                        forecasted(json.value().path("alertType").asText(""), problems);
                List<Receiver> receivers =
                        ActionGroupJson.readReceivers((ObjectNode) json.value(), "", targets::refusal, problems);
                if (receivers.isEmpty() && operation.group().isEmpty()) {
                    problems.add(new Problem(
                            "", "At least one receiver is required; below an action group none means all of its own."));
                }
                yield problems.isEmpty()
                        ? start(
                                request,
                                new Asked(
                                        operation.scope(),
                                        operation.group(),
                                        sight,
                                        request.principal(),
                                        forecasted.orElse(false),
                                        receivers))
                        : Uni.createFrom().item(ServeActionGroups.invalid(problems));
            }
        };
    }

    private static Optional<Boolean> forecasted(String alertType, List<Problem> problems) {
        Optional<Boolean> forecasted = Optional.ofNullable(FORECASTED.get(alertType.toLowerCase(Locale.ROOT)));
        if (forecasted.isEmpty()) {
            problems.add(new Problem(
                    "/alertType",
                    "must be budget, actualcostbudget or forecastedbudget; no other alerts are sent from here"));
        }
        return forecasted;
    }

    private Uni<Answer> start(Request request, Asked asked) {
        return tests.start(asked).map(started -> switch (started) {
            case Started.Sent sent -> {
                LOG.infof(
                        "test=%s principal=%s path=%s",
                        sent.id(), request.principal().id(), request.path());
                yield underWay(Links.beside(request, "notificationStatus/" + sent.id()) + "&" + LONG_RUNNING + "=true");
            }
            case Started.NoGroup ignored -> Answer.notFound(request.path());
            case Started.NotSoMany many ->
                Answer.error(
                        400,
                        "InvalidRequestContent",
                        "A test has from 1 to " + TestSends.MOST_RECEIVERS + " receivers, and these are "
                                + many.receivers() + "; name those that are to be tested.");
            case Started.TooOften often ->
                Answer.error(
                                429,
                                "TooManyRequests",
                                "A principal may ask for " + TestSends.MOST_TESTS + " tests within "
                                        + TestSends.WINDOW.toMinutes() + " minutes.")
                        .with(
                                "Retry-After",
                                Long.toString(Math.max(1, often.after().toSeconds() + 1)));
        });
    }

    private static Answer underWay(String location) {
        return Answer.empty(202).with("Location", location).with("Retry-After", "1");
    }

    Uni<Answer> show(Request request, Operation.OneTest operation, Sight sight) {
        Asked asked = new Asked(operation.scope(), operation.group(), sight, request.principal(), false, List.of());
        return Ids.read(operation.test())
                .map(id -> tests.find(id, asked).map(found -> found.map(view -> answer(request, view, sight.all()))
                        .orElseGet(() -> Answer.notFound(request.path()))))
                .orElseGet(() -> Uni.createFrom().item(Answer.notFound(request.path())));
    }

    /** Clients that follow {@code Location} go by the status alone, and those that ask for the status by its {@code state}. */
    private static Answer answer(Request request, TestSendView view, boolean whole) {
        boolean follows =
                request.query().apply(LONG_RUNNING).filter("true"::equals).isPresent();
        return follows && view.isOpen()
                ? underWay(Links.beside(request, view.id().toString()) + "&" + LONG_RUNNING + "=true")
                : Answer.ok(TestSendJson.write(view, whole));
    }
}
