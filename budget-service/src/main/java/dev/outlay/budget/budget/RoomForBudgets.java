package dev.outlay.budget.budget;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Place;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Decides whether there is room for a budget: at its scope, in its subscription with all resource groups, which need not exist, and so are as many as somebody thinks of, at its customer, and at its
 * billing account (decision 30). The partner's people need room in the account alone: whom they watch must not be able to take it from them. What is there already stays, whatever the bounds are, and can be changed as long as it does not grow.
 */
@ApplicationScoped
class RoomForBudgets {

    /** Level of {@link BudgetPlacesTable}. */
    private static final int OF_THE_ACCOUNT = 1;

    private final BudgetTable budgets;
    private final BudgetConfig config;

    RoomForBudgets(BudgetTable budgets, BudgetConfig config) {
        this.budgets = budgets;
        this.config = config;
    }

    /**
     * Fails with a refusal where there is none.
     *
     * @param isPartners whether it is asked for by the partner's people
     * @param existing the budget that is to be replaced
     */
    Uni<Void> require(
            Mutiny.StatelessSession session,
            boolean isPartners,
            Place place,
            Optional<KeptBudget> existing,
            BudgetRequest request) {
        long former = existing.map(BudgetSize::of).orElse(BudgetSize.NOTHING).places();
        long wanted = BudgetSize.of(request).places();
        if (wanted <= former) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> atScope = existing.isPresent()
                ? Uni.createFrom().voidItem()
                : budgets.count(session, place).invoke(this::requireAtScope).replaceWithVoid();
        return atScope.chain(() -> BudgetPlacesTable.around(session, place))
                .invoke(taken -> taken.stream()
                        .filter(around -> !isPartners || around.level() == OF_THE_ACCOUNT)
                        .forEach(around -> requireAround(around, wanted - former, wanted)))
                .replaceWithVoid();
    }

    private void requireAtScope(long count) {
        if (count >= config.maxPerScope()) {
            refuse("The scope has " + count + " budgets already; more than " + config.maxPerScope()
                    + " are not allowed. Delete one first.");
        }
    }

    /** Does not say how many there are: a customer's people would be told of what the partner has made. */
    private void requireAround(BudgetPlacesTable.Taken around, long more, long wanted) {
        long most = most(around.level());
        if (around.places() + more > most) {
            refuse(whose(around.level()) + " room for " + most
                    + " budgets, of which a budget takes up one for each begun 4 KiB of its filter, notifications, time period"
                    + " and period amounts. This one takes up " + wanted
                    + ", and so many are not free. Delete budgets first, or have them name fewer values and contacts.");
        }
    }

    private long most(int level) {
        return switch (level) {
            case 3 -> config.maxPerSubscription();
            case 2 -> config.maxPerCustomer();
            default -> config.maxPerAccount();
        };
    }

    private static String whose(int level) {
        return switch (level) {
            case 3 -> "The subscription and its resource groups have";
            case 2 -> "The customer and its subscriptions have";
            default -> "The billing account and everything in it have";
        };
    }

    private static void refuse(String problem) {
        throw Refusal.ofBudget(List.of(problem)).exception();
    }
}
