package dev.outlay.budget.budget;

import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.scope.ActionGroupId;
import dev.outlay.budget.scope.PriceView;
import dev.outlay.budget.scope.Scope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a budget must obey (functional spec 3.1, azure-rest-contract.md section 2). Each rule adds a sentence for each offence; where Azure's own
 * sentence is known, it is that one.
 *
 * @param today UTC
 * @param partnerSubscriptions lower-case ids of the partner's own subscriptions, whose action groups a billing-scope budget may name
 * @param version under which the budget was sent
 */
public record BudgetRules(LocalDate today, Set<String> partnerSubscriptions, BudgetVersion version) {

    /** The 21 languages of a notification. */
    public static final Set<String> LOCALES = new TreeSet<>(Set.of(
            "en-us", "ja-jp", "zh-cn", "de-de", "es-es", "fr-fr", "it-it", "ko-kr", "pt-br", "ru-ru", "zh-tw", "cs-cz",
            "pl-pl", "tr-tr", "da-dk", "en-gb", "hu-hu", "nb-no", "nl-nl", "pt-pt", "sv-se"));

    static final LocalDate EARLIEST_START = LocalDate.of(2017, 6, 1);
    private static final int MAX_OF_A_TYPE = 5;

    public BudgetRules {
        partnerSubscriptions = Set.copyOf(partnerSubscriptions);
    }

    /**
     * Judges a request.
     *
     * @param existingStart start date of the budget that is to be replaced; null when there is none
     * @return the problems of form and of rule, all of them; empty when the budget can be kept
     */
    public List<String> problems(Scope scope, BudgetRequest request, @Nullable LocalDate existingStart) {
        List<String> problems = new ArrayList<>(request.problems());
        if (request.reservations() == null) {
            ofCost(scope, request, existingStart, problems);
        } else {
            new ReservationRules(today, version).judge(scope, request, existingStart, problems);
        }
        for (Notification notification : request.notifications()) {
            contacts(scope, notification, problems);
            groups(scope, notification, problems);
        }
        return problems;
    }

    private void ofCost(Scope scope, BudgetRequest request, @Nullable LocalDate existingStart, List<String> problems) {
        dates(request, existingStart, problems);
        amounts(request, problems);
        numbers(request.notifications(), problems);
        if (request.metric() == Metric.USAGE) {
            usage(request, problems);
        }
        if (!scope.kind().isBilling() && request.filter() != null) {
            customersMayAsk(request.filter(), problems);
        }
    }

    private void dates(BudgetRequest request, @Nullable LocalDate existingStart, List<String> problems) {
        LocalDate start = request.startDate();
        if (start == null) {
            return;
        }
        LocalDate end = request.endDate();
        TimeGrain grain = request.grain();
        if (end != null && !start.isBefore(end)) {
            problems.add("Start date of a budget must be before its end date.");
        }
        if (!(grain == null ? TimeGrain.MONTHLY : grain).begins(start)) {
            problems.add("Start date of a budget must be "
                    + (grain == TimeGrain.WEEKLY ? "a Monday with time grain Weekly." : "the first day of a month."));
        }
        if (existingStart != null) {
            if (!existingStart.equals(start)) {
                problems.add("Start date of budgets cannot be updated. Please delete and create a new budget.");
            }
            return;
        }
        if (start.isBefore(EARLIEST_START)) {
            problems.add("Start date of a budget must not be before 2017-06-01.");
        }
        notTooFarAhead(start, today, version, problems);
        if (grain == TimeGrain.CUSTOM) {
            if (end != null && end.isBefore(today)) {
                problems.add("End date of a budget with time grain Custom must not be in the past.");
            }
        } else if (grain != null && start.isBefore(grain.periodOf(today).start())) {
            problems.add("Start date for " + grain.label().toLowerCase(Locale.ROOT)
                    + " time grain should not be prior to current " + grain.unit() + ".");
        }
    }

    static void notTooFarAhead(LocalDate start, LocalDate today, BudgetVersion version, List<String> problems) {
        if (start.isAfter(today.withDayOfMonth(1).plusMonths(version.monthsAhead()))) {
            problems.add(
                    "Start date of a budget must not be more than " + version.monthsAhead() + " months in the future.");
        }
    }

    /** An amount of a period that the budget never watches would never count: whoever sends one has another period in mind. */
    private static void amounts(BudgetRequest request, List<String> problems) {
        TimeGrain grain = request.grain();
        LocalDate start = request.startDate();
        LocalDate end = request.endDate();
        if (request.periodAmounts().isEmpty() || grain == null || start == null) {
            return;
        }
        if (grain == TimeGrain.CUSTOM) {
            problems.add("'" + PeriodAmountsJson.PATH
                    + "' has no place in a budget with time grain Custom: it has one period, whose amount is"
                    + " 'properties.amount'.");
            return;
        }
        for (LocalDate day : new TreeSet<>(request.periodAmounts().keySet())) {
            Period period = grain.periodOf(day);
            if (!day.equals(period.start())) {
                problems.add("'" + PeriodAmountsJson.PATH + "' names " + day + ", which is not the first day of a "
                        + grain.unit() + "; the one in which it lies begins on " + period.start() + ".");
            } else if (!start.isBefore(period.end()) || (end != null && end.isBefore(period.start()))) {
                problems.add("'" + PeriodAmountsJson.PATH + "' names " + day
                        + ", a period outside the start and end date of the budget.");
            }
        }
    }

    private static void numbers(List<Notification> notifications, List<String> problems) {
        for (ThresholdType type : ThresholdType.values()) {
            long count = notifications.stream()
                    .filter(notification -> notification.thresholdType() == type)
                    .count();
            if (count > MAX_OF_A_TYPE) {
                problems.add("A budget can have at most 5 notifications of type " + type.label() + ".");
            }
        }
    }

    /** What a budget of category Usage has to have, and cannot have (azure-rest-contract.md section 2: the meters are mandatory). */
    private static void usage(BudgetRequest request, List<String> problems) {
        CostFilter filter = request.filter();
        if (request.filterText() == null || (filter != null && !filter.asksForMeters())) {
            problems.add("A budget of category Usage needs a filter with the dimension MeterId or Meter, alone or in"
                    + " 'and': quantities of different things have no sum.");
        }
        if (request.notifications().stream()
                .anyMatch(notification -> notification.thresholdType() == ThresholdType.FORECASTED)) {
            problems.add("A budget of category Usage cannot have notifications of type Forecasted: only cost is"
                    + " forecast. Use thresholdType Actual.");
        }
    }

    /** What a budget counts tells what its filter matches, so a customer's budget must not ask for what only the partner may know. */
    private static void customersMayAsk(CostFilter filter, List<String> problems) {
        switch (filter) {
            case CostFilter.And and -> and.parts().forEach(part -> customersMayAsk(part, problems));
            case CostFilter.Not not -> customersMayAsk(not.part(), problems);
            case CostFilter.TagIn tag -> {
                // Tags are the customer's own.
            }
            case CostFilter.DimensionIn dimension -> {
                Dimension asked = Dimension.ofKey(dimension.key());
                if (!asked.isSeen(PriceView.RETAIL)) {
                    problems.add("Invalid dataset filter on Dimension column '"
                            + Arrays.stream(Dimension.values())
                                    .filter(other -> other.key().equals(asked.key()))
                                    .map(Dimension::label)
                                    .collect(Collectors.joining("' or '"))
                            + "' at a subscription or resource group; valid values: '"
                            + String.join("','", Dimension.labels(PriceView.RETAIL)) + "'.");
                }
            }
        }
    }

    private void contacts(Scope scope, Notification notification, List<String> problems) {
        String key = JsonText.shown(notification.key());
        boolean billing = scope.kind().isBilling();
        boolean emails = !notification.contactEmails().isEmpty();
        if (billing && !emails) {
            problems.add("Notification " + key + " needs at least one contactEmail at this scope.");
        }
        if (!billing && !emails && notification.contactGroups().isEmpty()) {
            problems.add("Notification " + key + " needs at least one contactEmail or contactGroup.");
        } else if (!billing && !emails && version.isOfOldFilters()) {
            problems.add("Notification " + key + " needs at least one contactEmail in api-version " + version.version()
                    + " of " + version.provider() + ".");
        }
        if (billing && !notification.contactRoles().isEmpty()) {
            problems.add("Notification " + key
                    + " has contactRoles, which exist at subscriptions and resource groups only.");
        }
    }

    private void groups(Scope scope, Notification notification, List<String> problems) {
        for (String text : notification.contactGroups()) {
            ActionGroupId group = ActionGroupId.of(text).orElse(null);
            if (group == null) {
                problems.add("Contact group " + JsonText.shown(text) + " is not the resource id of an action group.");
            } else if (!mayName(scope, group)) {
                problems.add(
                        "Contact group " + JsonText.shown(text) + " cannot be named here: a budget at a billing scope"
                                + " names groups under its billing account or in the partner's own subscriptions, a budget at a"
                                + " subscription or resource group names groups of subscriptions.");
            }
        }
    }

    /**
     * DESIGN.md section 6, point 12: what a group's webhook says must not tell a customer the partner's prices. At a subscription or resource group prices are retail, and a group of another
     * subscription may be named, as where all of a customer's groups live in one; whose it must be is asked when something is told.
     */
    private boolean mayName(Scope scope, ActionGroupId group) {
        return switch (group.owner()) {
            case Scope.ResourceGroup owner ->
                !scope.kind().isBilling()
                        || partnerSubscriptions.contains(owner.subscription().toLowerCase(Locale.ROOT));
            case Scope.BillingAccount owner ->
                switch (scope) {
                    case Scope.BillingAccount here -> same(here.account(), owner.account());
                    case Scope.BillingProfile here -> same(here.account(), owner.account());
                    case Scope.Customer here -> same(here.account(), owner.account());
                    default -> false;
                };
            default -> false;
        };
    }

    private static boolean same(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }
}
