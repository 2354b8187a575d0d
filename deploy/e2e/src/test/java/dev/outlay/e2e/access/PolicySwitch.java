package dev.outlay.e2e.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Changes a customer's cost-visibility policy, and asks every route that the customer's users reach by it, at its subscription and resource group, until each has heard of it. Which routes
 * these are follows from the list of all routes and from the oracle: those that let somebody in under one policy and not under the other.
 */
final class PolicySwitch {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int AT_ONCE = 4;
    private static final String DOWNLOAD =
            "/providers/Microsoft.Consumption/usageDetails/download?api-version=2019-10-01";

    private final House house;
    private final Map<String, Supplier<Answer>> asked = new TreeMap<>();

    /**
     * A switch that stands at Allowed.
     *
     * @param house in which it does
     * @param things of the house, which are still there when all is over
     */
    PolicySwitch(Outlay outlay, House house, Map<Place, Things> things) {
        this.house = house;
        Question.Operations operations = new Question.Operations(House.id(), House.id(), outlay.webhookUri("matrix"));
        Somebody owner = customers("Owner", Place.SUBSCRIPTION);
        for (Somebody who : List.of(owner, customers("Cost Management Reader", Place.GROUP))) {
            for (Place place : List.of(Place.SUBSCRIPTION, Place.GROUP)) {
                for (Route route : Route.listed()) {
                    if (route.kind() == place.kind() && dependsOnThePolicy(who, route, place)) {
                        Question question = Question.of(
                                route,
                                place,
                                house,
                                Objects.requireNonNull(things.get(place)),
                                operations,
                                intent(route));
                        asked.put(new Cell(house, who, route, place).toString(), () -> ask(house.door(who), question));
                    }
                }
            }
        }
        String link = link(house.door(owner), house.scope(Place.SUBSCRIPTION));
        asked.put("a file that was made before, by its link", () -> outlay.doorOfNobody()
                .get(link));
    }

    /** One of the customer's people. */
    private static Somebody customers(String role, Place place) {
        return Somebody.everybody().stream()
                .filter(who -> who.tenant() == Tenant.CUSTOMER && who.roles().isEmpty())
                .filter(who -> role.equals(who.assigned()) && who.at() == place)
                .findFirst()
                .orElseThrow();
    }

    private static boolean dependsOnThePolicy(Somebody who, Route route, Place place) {
        return Oracle.of(who, route, place, Policy.ALLOWED).isLetIn()
                && !Oracle.of(who, route, place, Policy.NOT_ALLOWED).isLetIn();
    }

    /** Nothing is made by asking again and again: a body that nobody could read is not read before it is decided, and what is deleted was never there. */
    private static Question.Intent intent(Route route) {
        return route.method().equals("DELETE")
                ? Question.Intent.CHANGING
                : route.isGet() ? Question.Intent.LOOKING : Question.Intent.REFUSED;
    }

    private static Answer ask(Client client, Question question) {
        return client.ask(question.method(), question.path(), question.contentType(), question.body());
    }

    /** The link to a file of the subscription's charges, by somebody who may ask for one. */
    private static String link(Client by, String scope) {
        String result = await("a place in the queue of files")
                .atMost(PATIENCE)
                .until(() -> by.post(scope + DOWNLOAD, "application/json", ""), begun -> begun.status() == 202)
                .header("location")
                .map(URI::create)
                .map(location -> location.getRawPath() + "?" + location.getRawQuery())
                .orElseThrow();
        Answer written =
                await("the file").atMost(PATIENCE).until(() -> by.get(result), answer -> answer.status() == 200);
        return URI.create(written.json().at("/properties/downloadUrl").asText()).getRawPath();
    }

    /**
     * Changes the policy to NotAllowed and back to Allowed.
     *
     * @return for each who and what, how long after the answer to the change the last question was sent that was answered under the former policy; zero where there was none
     */
    Map<String, Duration> offAndOn() throws Exception {
        Map<String, Duration> heard = new TreeMap<>();
        for (Policy wanted : List.of(Policy.NOT_ALLOWED, Policy.ALLOWED)) {
            boolean lets = wanted == Policy.ALLOWED;
            asked.forEach((what, question) -> await("before " + wanted + ": " + what)
                    .atMost(PATIENCE)
                    .until(() -> isLetIn(question.get()) != lets));
            Answer set = house.admin()
                    .put(
                            house.scope(Place.CUSTOMER) + "/policies/default?api-version=2020-05-01",
                            "{\"properties\":{\"viewCharges\":\"" + wanted.viewCharges() + "\"}}");
            long changed = System.nanoTime();
            assertThat(set.status()).as(set.body()).isEqualTo(200);
            hear(lets, changed).forEach((what, after) -> heard.put(wanted + ": " + what, after));
        }
        return heard;
    }

    private Map<String, Duration> hear(boolean lets, long changed) throws Exception {
        Map<String, Duration> lastOfBefore = new TreeMap<>();
        asked.keySet().forEach(what -> lastOfBefore.put(what, Duration.ZERO));
        Map<String, Supplier<Answer>> deaf = new TreeMap<>(asked);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            while (!deaf.isEmpty() && since(changed).compareTo(PATIENCE) < 0) {
                Map<String, Future<Optional<Duration>>> answers = new TreeMap<>();
                deaf.forEach((what, question) -> answers.put(what, threads.submit(() -> {
                    Duration sent = since(changed);
                    return isLetIn(question.get()) == lets ? Optional.empty() : Optional.of(sent);
                })));
                for (Map.Entry<String, Future<Optional<Duration>>> answer : answers.entrySet()) {
                    Optional<Duration> before = answer.getValue().get();
                    before.ifPresentOrElse(
                            sent -> lastOfBefore.put(answer.getKey(), sent), () -> deaf.remove(answer.getKey()));
                }
            }
        }
        deaf.keySet().forEach(what -> lastOfBefore.put(what, PATIENCE));
        return lastOfBefore;
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }

    private static boolean isLetIn(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isLessThan(500).isNotEqualTo(401);
        return answer.status() != 403;
    }
}
