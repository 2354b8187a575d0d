package dev.outlay.e2e.access;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.running.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must not be in an answer to somebody: the partner's prices, credit and invoice, what is kept at billing scopes, and whatever is another customer's. */
final class Secrets {

    private final House house;
    private final Map<Place, Things> things;
    private final Set<String> partners = new LinkedHashSet<>();

    /** Of those of the partner what its own people are told somewhere, each in any of the ways in which it may be written. */
    private final List<List<String>> toldToThePartner = new ArrayList<>();

    private final Set<String> customers = new LinkedHashSet<>();
    private final Set<String> otherCustomers = new LinkedHashSet<>();

    Secrets(House house, Planting planting) {
        this.house = house;
        this.things = planting.things();
        partners(List.of(planting.invoice()));
        partners(List.of(InvoicedCharge.CREDIT_RATE));
        partners(List.of(Question.PRICE));
        for (InvoicedCharge charge : planting.charges()) {
            partners(InvoicedCharge.shownAs(charge.billed()));
            partners(InvoicedCharge.shownAs(charge.billedInUsd()));
            // Contracted cost is in no answer, and effective cost in those alone that are asked for amortized cost.
            charge.invoiced().forEach(amount -> partners.addAll(InvoicedCharge.shownAs(amount)));
            of(charge.customer()).addAll(InvoicedCharge.shownAs(charge.retail()));
        }
        things.forEach((place, kept) -> {
            if (!place.kind().isRbac()) {
                partners(InvoicedCharge.shownAs(spend(place, kept)));
                partners(List.of(kept.budget()));
                partners(List.of(kept.alert()));
            }
        });
        customers.addAll(identity(Tenant.CUSTOMER, Place.SUBSCRIPTION));
        otherCustomers.addAll(identity(Tenant.OTHER_CUSTOMER, Place.OTHER_SUBSCRIPTION));
        things.forEach((place, kept) -> (switch (place.whose()) {
                    case CUSTOMER -> customers;
                    case OTHER_CUSTOMER -> otherCustomers;
                    case null, default -> partners;
                })
                .addAll(List.of(kept.budget(), kept.alert())));
    }

    private void partners(List<String> waysToWrite) {
        partners.addAll(waysToWrite);
        toldToThePartner.add(waysToWrite);
    }

    private Set<String> of(String customer) {
        return customer.equals(house.tenant(Tenant.CUSTOMER)) ? customers : otherCustomers;
    }

    private List<String> identity(Tenant tenant, Place subscription) {
        String customer = house.tenant(tenant);
        return List.of(customer, House.customerName(customer), house.subscription(subscription));
    }

    /** What the partner sees at a billing scope is added up from what it is invoiced. */
    private BigDecimal spend(Place place, Things kept) {
        Answer budget = house.admin().get(Account.budget(house.scope(place), kept.budget()));
        return budget.currentSpend();
    }

    /** How many there are to look for. */
    int size() {
        return partners.size() + customers.size() + otherCustomers.size();
    }

    /** What none of the answers to the partner tells, though one ought to: it would not be found in an answer to somebody else either. */
    List<List<String>> untoldIn(List<Answer> toThePartner) {
        List<String> told = toThePartner.stream().map(Secrets::told).toList();
        return toldToThePartner.stream()
                .filter(ways -> told.stream().noneMatch(answer -> ways.stream().anyMatch(answer::contains)))
                .toList();
    }

    /** Everything that an answer says: a Location may name what its body does not. */
    private static String told(Answer answer) {
        return answer.body() + "\n" + String.join("\n", answer.headers().values());
    }

    /** The first that an answer tells though its receiver may not know it and has not said it; none for the partner's people. */
    Optional<String> toldBy(Answer answer, Somebody who, Question question) {
        boolean stranger = who.credentials() != Somebody.Credentials.GOOD || who.tenant() == Tenant.STRANGER;
        if (who.tenant() == Tenant.PARTNER && !stranger) {
            return Optional.empty();
        }
        Set<String> secrets = new LinkedHashSet<>(partners);
        if (stranger || who.tenant() == Tenant.CUSTOMER) {
            secrets.addAll(otherCustomers);
        }
        if (stranger || who.tenant() == Tenant.OTHER_CUSTOMER) {
            secrets.addAll(customers);
        }
        String told = told(answer);
        return secrets.stream()
                .filter(told::contains)
                .filter(secret -> !question.path().contains(secret))
                .findFirst();
    }
}
