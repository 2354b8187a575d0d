package dev.outlay.sample;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outlay.local.Persona;
import dev.outlay.sample.partner.BillingProfile;
import dev.outlay.sample.partner.Charges;
import dev.outlay.sample.partner.Customer;
import dev.outlay.sample.partner.Partner;
import dev.outlay.sample.partner.Subscription;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What people would set up around the charges: agreements, what customers may see, roles, where alerts go, budgets. */
final class Setup {
    private static final BigDecimal HEADROOM = new BigDecimal("1.35");
    private static final BigDecimal EIGHTY_PERCENT = new BigDecimal("0.8");
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);
    private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(3);
    private static final int DEMONSTRATION = 0;

    private final Api api;
    private final Partner partner;
    private final Charges charges;
    private final Budget budgets;
    private final String inboxUrl;

    Setup(Api api, Partner partner, Charges charges, Budget budgets, String inboxUrl) {
        this.api = api;
        this.partner = partner;
        this.charges = charges;
        this.budgets = budgets;
        this.inboxUrl = inboxUrl;
    }

    /** Says who of the customers is on the CSP offer, and lets the first see its charges, which has to be known for that. */
    void agreements() {
        Customer first = partner.customers().getFirst();
        for (Customer customer : partner.customers()) {
            if (customer.agreement() == Customer.Agreement.CSP_OFFER || customer.equals(first)) {
                api.put(
                        Paths.agreement(customer),
                        Map.of(
                                "properties",
                                Map.of(
                                        "displayName", customer.name(),
                                        "agreementType", customer.agreement().label())));
            }
        }
        api.put(Paths.policy(first), Map.of("properties", Map.of("viewCharges", "Allowed")));
    }

    /**
     * Makes the personas of the first customer owner and reader of its subscriptions, and lets the partner's admin
     * manage cost there: a partner role alone reaches billing scopes only.
     */
    void roles() {
        for (Subscription subscription : partner.customers().getFirst().subscriptions()) {
            assign(subscription, Persona.CUSTOMER_OWNER, "Owner");
            assign(subscription, Persona.CUSTOMER_READER, "Reader");
            assign(subscription, Persona.GLOBAL_ADMIN, "CostManagementContributor");
        }
    }

    private void assign(Subscription subscription, Persona persona, String role) {
        String id = UUID.nameUUIDFromBytes((subscription.id() + role).getBytes(StandardCharsets.UTF_8))
                .toString();
        api.put(
                Paths.roleAssignment(subscription, id),
                Map.of("properties", Map.of("roleDefinitionId", role, "principalId", persona.principalId())));
    }

    /** Alerts of billing scopes go to the inbox as webhooks as well. */
    void actionGroup() {
        api.put(
                Paths.actionGroup(),
                Map.of(
                        "location",
                        "Global",
                        "properties",
                        Map.of(
                                "groupShortName",
                                "sample",
                                "enabled",
                                true,
                                "webhookReceivers",
                                List.of(Map.of(
                                        "name",
                                        "inbox",
                                        "serviceUri",
                                        inboxUrl + "/webhooks/sample",
                                        "bodyFormat",
                                        "CloudEvents")))));
    }

    /** Budgets with room to spare at every kind of scope, sized from the month before. */
    void budgets(LocalDate today) {
        YearMonth before = YearMonth.from(today).minusMonths(1);
        Map<BillingProfile, BigDecimal> byProfile = new LinkedHashMap<>();
        for (int index = 0; index < partner.customers().size(); index++) {
            BigDecimal billed = charges.billed(index, before);
            byProfile.merge(partner.customers().get(index).profile(), billed, BigDecimal::add);
            boolean seen = partner.customers().get(index).agreement() != Customer.Agreement.CSP_OFFER;
            if (seen && index > 0 && index % 6 == 0) {
                put(Paths.customer(partner.customers().get(index)), "monthly", billed, today);
            }
        }
        byProfile.forEach((profile, billed) -> put(Paths.profile(profile), "monthly", billed, today));
        BigDecimal dollars = charges.billedInUsd(before);
        put(Paths.account(), "monthly", dollars, today);
        putOnce(
                Paths.budget(Paths.account(), "virtual-machines"),
                budgets.billing(rounded(dollars), today, Budget.ofService("Virtual Machines")));
        Subscription subscription =
                partner.customers().getFirst().subscriptions().getFirst();
        BigDecimal generous = rounded(charges.billed(DEMONSTRATION, before).multiply(new BigDecimal("2")));
        putOnce(Paths.budget(Paths.subscription(subscription), "monthly"), budgets.subscription(generous, today));
    }

    private void put(String scope, String name, BigDecimal billedBefore, LocalDate today) {
        putOnce(Paths.budget(scope, name), budgets.billing(rounded(billedBefore.multiply(HEADROOM)), today, Map.of()));
    }

    /** A budget that is there already may have been changed by the user since, and stays as it is. */
    private void putOnce(String path, Map<String, Object> body) {
        if (api.get(path).isMissingNode()) {
            api.put(path, body);
        }
    }

    private static BigDecimal rounded(BigDecimal amount) {
        return amount.divide(new BigDecimal("100"), 0, RoundingMode.CEILING)
                .max(BigDecimal.ONE)
                .multiply(new BigDecimal("100"));
    }

    /**
     * Makes the budget whose alert one can watch arrive: its 80 percent are a little more than what the first customer has spent.
     *
     * @param gap how much more, in the customer's currency
     */
    void demonstration(LocalDate today, BigDecimal gap) {
        String path = Paths.budget(Paths.customer(partner.customers().getFirst()), "watch-me");
        putOnce(path, budgets.billing(new BigDecimal("1000000000"), today, Map.of()));
        BigDecimal spend = settledSpend(path);
        BigDecimal amount = spend.add(gap).divide(EIGHTY_PERCENT, 2, RoundingMode.CEILING);
        JsonNode kept = api.get(path);
        LocalDate begins = LocalDate.parse(kept.path("properties")
                .path("timePeriod")
                .path("startDate")
                .asText(today + "T")
                .substring(0, 10));
        Map<String, Object> body = new LinkedHashMap<>(budgets.billing(amount, begins, Map.of()));
        body.put("eTag", kept.path("eTag").asText(""));
        api.put(path, body);
    }

    /** The spend once it has stopped moving: by then the history has been counted. */
    private BigDecimal settledSpend(String path) {
        long deadline = System.nanoTime() + SETTLE_PATIENCE.toNanos();
        BigDecimal last = spend(path);
        long since = System.nanoTime();
        while (System.nanoTime() - since < SETTLED.toNanos() && System.nanoTime() < deadline) {
            Pause.of(LOOK_INTERVAL);
            BigDecimal now = spend(path);
            if (now.compareTo(last) != 0) {
                last = now;
                since = System.nanoTime();
            }
        }
        return last;
    }

    private BigDecimal spend(String path) {
        return new BigDecimal(api.get(path)
                .path("properties")
                .path("currentSpend")
                .path("amount")
                .asText("0"));
    }
}
