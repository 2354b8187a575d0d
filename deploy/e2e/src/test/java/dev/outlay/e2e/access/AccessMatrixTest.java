package dev.outlay.e2e.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.local.Persona;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Role by scope by route by policy: every cell is a request, and the table of them is in the docs. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessMatrixTest {

    private static final int FEWEST_CELLS = 2_000;
    private static final int AT_ONCE = 8;
    private static final int SHOWN = 40;
    private static final Things NONE = new Things(House.id(), House.id(), House.id(), House.id());
    private static final Path TABLE = Repository.file("docs/access-matrix.md");

    private final Outlay outlay = Outlay.running();
    private final List<Route> routes = Route.listed();
    private final List<Somebody> everybody = Somebody.everybody();
    private final Map<Policy, House> houses = new EnumMap<>(Policy.class);
    private final Map<House, Planting> plantings = new HashMap<>();
    private final List<Cell.Asked> asked = new ArrayList<>();

    @BeforeAll
    void everybody_asks_everything_everywhere() throws Exception {
        for (Policy policy : Policy.values()) {
            House house = new House(outlay, policy, everybody);
            houses.put(policy, house);
            plantings.put(house, new Planting(outlay, house));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> furnished = new ArrayList<>();
            for (Planting planting : plantings.values()) {
                furnished.add(threads.submit(() -> planting.furnish(everybody)));
            }
            for (Future<?> done : furnished) {
                done.get();
            }
            ask(threads);
        }
    }

    private void ask(ExecutorService threads) throws Exception {
        Question.Operations operations =
                new Question.Operations(anyDelivery(), anImport(), outlay.webhookUri("matrix"));
        List<Future<Cell.Asked>> answers = cells().map(
                        cell -> threads.submit(() -> cell.ask(things(cell.house(), cell.place()), operations)))
                .toList();
        for (Future<Cell.Asked> answer : answers) {
            asked.add(answer.get());
        }
    }

    @Test
    @Order(1)
    void every_listed_route_is_asked_by_everybody_under_both_policies() {
        assertThat(asked).hasSizeGreaterThanOrEqualTo(FEWEST_CELLS);
        for (Route route : routes) {
            assertThat(route.places()).as(route.toString()).isNotEmpty();
            assertThat(asked.stream()
                            .map(Cell.Asked::cell)
                            .filter(cell -> cell.route().equals(route))
                            .map(cell -> List.of(cell.who(), cell.place()))
                            .distinct())
                    .as("people and places of " + route)
                    .hasSize(everybody.size() * route.places().size());
            assertThat(route.decision())
                    .as("what " + route + " says that it asks for")
                    .isEqualToIgnoringCase(Right.of(route).decision());
        }
    }

    @Test
    @Order(2)
    void everybody_is_let_in_or_refused_as_the_promise_says() {
        assertThat(asked.stream()
                        .filter(each -> !each.expected()
                                .statuses()
                                .contains(each.answer().status()))
                        .map(Cell.Asked::toString)
                        .limit(SHOWN))
                .isEmpty();
    }

    @Test
    @Order(3)
    void every_refusal_has_the_envelope_with_azure_s_code() {
        assertThat(asked.stream()
                        .filter(each -> each.answer().status() >= 400)
                        .filter(each -> !hasEnvelope(each))
                        .map(Cell.Asked::toString)
                        .limit(SHOWN))
                .isEmpty();
        assertThat(asked.stream()
                        .filter(each -> each.answer().status() == 401)
                        .filter(each -> each.answer().header("www-authenticate").isEmpty())
                        .map(Cell.Asked::toString)
                        .limit(SHOWN))
                .as("a 401 says how to come")
                .isEmpty();
    }

    private static boolean hasEnvelope(Cell.Asked each) {
        String code = each.answer().json().at("/error/code").asText();
        boolean codeFits = each.expected().code().isEmpty()
                ? !code.isBlank()
                : code.equals(each.expected().code());
        return codeFits && !each.answer().json().at("/error/message").asText().isBlank();
    }

    @Test
    @Order(4)
    void nobody_is_told_a_price_a_credit_an_invoice_or_a_row_that_is_not_theirs() {
        houses.values().forEach(house -> {
            Secrets secrets = new Secrets(house, planting(house));
            assertThat(secrets.size()).isGreaterThan(50);
            assertThat(secrets.untoldIn(asked.stream()
                            .filter(each -> each.cell().isOf(house, "partner's Global admin"))
                            .map(Cell.Asked::answer)
                            .toList()))
                    .as("what the partner itself is not told")
                    .isEmpty();
            assertThat(asked.stream()
                            .filter(each -> each.cell().house() == house)
                            .flatMap(each -> secrets
                                    .toldBy(each.answer(), each.cell().who(), each.question())
                                    .map(secret -> "tells " + secret + ": " + each)
                                    .stream())
                            .limit(SHOWN))
                    .isEmpty();
        });
    }

    /** The cells that are let in would mean nothing if they found nothing. */
    @Test
    @Order(5)
    void a_customer_s_reader_sees_its_own_budget_at_its_retail_price() {
        for (House house : houses.values()) {
            assertThat(asked.stream()
                            .filter(each -> each.cell()
                                    .isOf(house, "customer's user, Cost Management Reader at its resource group"))
                            .filter(each -> each.cell().route().path().endsWith("{budget}")
                                    && each.cell().route().isGet())
                            .filter(each -> each.cell().place() == Place.GROUP
                                    && each.answer().status() == 200)
                            .map(each -> each.answer().currentSpend()))
                    .hasSize(house.policy() == Policy.ALLOWED ? 2 : 0)
                    .allSatisfy(spend -> assertThat(spend)
                            .isEqualByComparingTo(
                                    planting(house).charges().getFirst().retail()));
        }
    }

    @Test
    @Order(6)
    void what_was_refused_has_changed_nothing() {
        for (House house : houses.values()) {
            assertThat(planting(house).missing()).isEmpty();
        }
    }

    /** In a cluster the ingest service has a way of its own, and nobody should have to trust the front door. */
    @Test
    @Order(7)
    void the_services_behind_the_front_door_refuse_bad_tokens_themselves() {
        String expired = outlay.expiredToken(House.id(), Persona.PARTNER_TENANT, Set.of("GlobalAdmin"));
        String forged = House.forger().token(House.id(), Persona.PARTNER_TENANT, Set.of("GlobalAdmin"));
        for (Route route : routes) {
            if (!route.service().equals("budget-service") && Right.of(route) != Right.SIGNED_LINK) {
                String url = (route.service().equals("alert-service") ? outlay.alert() : outlay.ingest()).url();
                assertRefused(route, new Client(url, null), "AuthenticationFailed");
                assertRefused(route, new Client(url, "garbage"), "InvalidAuthenticationToken");
                assertRefused(route, new Client(url, forged), "InvalidAuthenticationToken");
                assertRefused(route, new Client(url, expired), "ExpiredAuthenticationToken");
            }
        }
    }

    private void assertRefused(Route route, Client client, String code) {
        House house = houses.values().iterator().next();
        Place place = route.places().getFirst();
        Question question = Question.of(
                route,
                place,
                house,
                things(house, place),
                new Question.Operations(House.id(), House.id(), ""),
                Question.Intent.REFUSED);
        Answer answer = client.ask(question.method(), question.path(), question.contentType(), question.body());
        assertThat(answer.status()).as(route + answer.body()).isEqualTo(401);
        assertThat(answer.json().at("/error/code").asText())
                .as(route.toString())
                .isEqualTo(code);
    }

    @Test
    @Order(8)
    void the_table_in_the_docs_is_what_was_answered() throws IOException {
        String table = new Table(routes, everybody, asked).markdown();
        if (Boolean.getBoolean("access.matrix.write")) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.exists(TABLE) ? Files.readString(TABLE) : "")
                .as(
                        "docs/access-matrix.md is not what was answered. When the new table is what is wanted, write it: mvn verify"
                                + " -Dtest=AccessMatrixTest -Dsurefire.failIfNoSpecifiedTests=false -Daccess.matrix.write=true")
                .isEqualTo(table);
    }

    @Test
    @Order(9)
    void a_changed_policy_acts_within_two_seconds_on_every_route_and_on_files_made_before() throws Exception {
        House house = Objects.requireNonNull(houses.get(Policy.ALLOWED));
        PolicySwitch change = new PolicySwitch(outlay, house, planting(house).things());
        assertThat(change.offAndOn())
                .hasSizeGreaterThan(200)
                .allSatisfy((what, after) -> assertThat(after).as(what).isLessThanOrEqualTo(Duration.ofSeconds(2)));
    }

    private Stream<Cell> cells() {
        return routes.stream()
                .flatMap(route -> route.places().stream().flatMap(place -> houses.values().stream()
                        .flatMap(house -> everybody.stream().map(who -> new Cell(house, who, route, place)))))
                .filter(Cell::isWorthAsking);
    }

    private Planting planting(House house) {
        Planting planting = plantings.get(house);
        if (planting == null) {
            throw new IllegalStateException(house + " is not furnished");
        }
        return planting;
    }

    private Things things(House house, Place place) {
        return planting(house).things().getOrDefault(place, NONE);
    }

    private String anyDelivery() {
        return await("a delivery")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> outlay.door(Persona.GLOBAL_ADMIN)
                                .get("/v1/deliveries")
                                .json()
                                .at("/value/0/id")
                                .asText(),
                        id -> !id.isEmpty());
    }

    /** One that has rejections. */
    private String anImport() {
        Client publisher = outlay.publisher();
        String id = publisher
                .post(
                        "/v1/imports",
                        "text/csv",
                        "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,BillingAccountId\n"
                                + "much,CHF,Usage,2026-01-01 00:00:00,"
                                + House.id() + "\n")
                .json()
                .path("id")
                .asText();
        await("import is read")
                .atMost(Duration.ofSeconds(30))
                .until(() -> publisher.get("/v1/imports/" + id + "/rejections").status() == 200);
        return id;
    }
}
