package dev.outlay.alert.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Crossings for tests, made from the golden example. */
final class Crossings {

    static final String ACCOUNT =
            "7c05a543-80ff-571e-9f98-1063b3b53cf2:99ad03ad-2d1b-4889-a452-090ad407d25f_2019-05-31";
    static final String CUSTOMER = "2f1c3e9a-6a51-4b0e-9b2d-0a1b2c3d4e5f";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode event;

    private Crossings(ObjectNode event) {
        this.event = event;
    }

    /** ARM id of a billing account. */
    static String account(String account) {
        return "/providers/Microsoft.Billing/billingAccounts/" + account;
    }

    /** Path of the alerts of a scope. */
    static String alerts(String scope) {
        return scope + "/providers/Microsoft.CostManagement/alerts";
    }

    /** An e-mail address that no other test has. */
    static String address() {
        return "someone-" + UUID.randomUUID() + "@fabrikam.example";
    }

    /** A crossing of a customer's budget that names nobody. */
    static Crossings crossing() {
        return like("crossing-actual.json");
    }

    /** A crossing of a customer's budget with what has moved its spend; it names nobody. */
    static Crossings explained() {
        return like("crossing-explained.json");
    }

    /** A crossing of a customer's budget that counts a quantity; it names nobody. */
    static Crossings ofQuantity() {
        return like("crossing-usage.json");
    }

    /** That a customer's budget ends on the last day of 2026; it names nobody. */
    static Crossings ending() {
        return like("budget-ending.json");
    }

    /** The same of a budget that watches how much of the customer's reservations is used. */
    static Crossings endingOfReservations() {
        return like("budget-ending-reservations.json");
    }

    /** That a customer's reservations were used less than 90 percent in a week; it names nobody. */
    static Crossings underused() {
        return like("reservation-utilization.json");
    }

    private static Crossings like(String example) {
        Path examples = Repository.root().resolve("deploy/contracts/examples");
        try {
            ObjectNode event =
                    (ObjectNode) JSON.readTree(examples.resolve(example).toFile());
            event.put("id", UUID.randomUUID().toString());
            ((ObjectNode) event.at("/data/budget"))
                    .put("uuid", UUID.randomUUID().toString());
            return new Crossings(event).emails().groups();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    Crossings at(String scope, String kind, String subscription) {
        String id = scope + "/providers/Microsoft.Consumption/budgets/web";
        ((ObjectNode) event.at("/data/budget"))
                .put("scope", scope)
                .put("id", id)
                .put("name", "web");
        ((ObjectNode) event.at("/data/scope")).put("kind", kind).put("subscription", subscription);
        ((ObjectNode) event.at("/data")).put("priceView", "Retail");
        event.put("subject", id);
        return this;
    }

    Crossings under(String account, String scope, String kind) {
        at(scope, kind, "");
        ((ObjectNode) event.at("/data/scope")).put("billingAccount", account).putNull("subscription");
        ((ObjectNode) event.at("/data")).put("priceView", "Invoiced");
        return this;
    }

    /** Half-open, days in UTC. */
    Crossings period(String grain, String start, String end) {
        ((ObjectNode) event.at("/data/period"))
                .put("timeGrain", grain)
                .put("start", start)
                .put("end", end);
        return this;
    }

    /** Of the same budget as another one. */
    Crossings ofTheBudgetOf(Crossings other) {
        ((ObjectNode) event.at("/data/budget"))
                .put("uuid", other.data().at("/budget/uuid").textValue());
        return this;
    }

    Crossings createdBy(String principal, String tenant) {
        ((ObjectNode) event.at("/data/budget"))
                .putObject("creator")
                .put("principalId", principal)
                .put("tenantId", tenant);
        return this;
    }

    /** Who wrote the budget last, and answers for all contacts that are nobody else's. */
    Crossings writtenBy(String principal, String tenant, String... groups) {
        ((ObjectNode) event.at("/data/budget")).putArray("writers");
        writer(principal, tenant, groups);
        return this;
    }

    /** Who of another tenant wrote it last, and answers for these contacts. */
    Crossings besides(String principal, String tenant, String kind, String... contacts) {
        ArrayNode list = writer(principal, tenant).putArray(kind);
        List.of(contacts).forEach(list::add);
        return this;
    }

    private ObjectNode writer(String principal, String tenant, String... groups) {
        ObjectNode writer = ((ArrayNode) event.at("/data/budget/writers"))
                .addObject()
                .put("principalId", principal)
                .put("tenantId", tenant);
        List.of(groups).forEach(writer.putArray("groups")::add);
        return writer;
    }

    Crossings customer(String customer) {
        ((ObjectNode) event.at("/data/scope")).put("customer", customer);
        return this;
    }

    Crossings locale(String tag) {
        ((ObjectNode) event.at("/data/notification")).put("locale", tag);
        return this;
    }

    Crossings emails(String... addresses) {
        return contacts("contactEmails", addresses);
    }

    Crossings roles(String... names) {
        return contacts("contactRoles", names);
    }

    Crossings groups(String... ids) {
        return contacts("contactGroups", ids);
    }

    private Crossings contacts(String name, String... values) {
        ArrayNode list = ((ObjectNode) event.at(data().has("contacts") ? "/data/contacts" : "/data/notification"))
                .putArray(name);
        List.of(values).forEach(list::add);
        return this;
    }

    Crossings with(String field, String value) {
        ((ObjectNode) event.at("/data")).put(field, value);
        return this;
    }

    Crossings without(String field) {
        ((ObjectNode) event.at("/data")).putNull(field);
        return this;
    }

    String id() {
        return event.path("id").textValue();
    }

    JsonNode event() {
        return event;
    }

    JsonNode data() {
        return event.path("data");
    }
}
