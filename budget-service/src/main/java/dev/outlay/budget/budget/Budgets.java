package dev.outlay.budget.budget;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.PlaceTable;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps, shows and deletes budgets: decide who may, judge the rules, write, and after the commit have the evaluation look. */
@ApplicationScoped
public class Budgets {

    /**
     * What a PUT did.
     *
     * @param created false when a budget was replaced
     */
    public record Kept(KeptBudget budget, boolean created, boolean seriesReady) {}

    /**
     * Which part of a list is asked for.
     *
     * @param after what the part before said of the next; empty for the first
     * @param category of the budgets, in lower case; null for every one
     * @param size how many budgets at most
     */
    public record Part(String after, @Nullable String category, int size) {}

    /**
     * A part of a list.
     *
     * @param next where the next part begins; null when this is the last
     */
    public record Page(List<KeptBudget> budgets, @Nullable String next) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final PlaceTable places;
    private final BudgetTable budgets;
    private final RoomForBudgets room;
    private final SeriesTable series;
    private final Audit audit;
    private final AfterCommit afterCommit;
    private final Clock clock;
    private final Set<String> partnerSubscriptions;

    Budgets(
            Mutiny.SessionFactory sessions,
            Access access,
            PlaceTable places,
            BudgetTable budgets,
            RoomForBudgets room,
            SeriesTable series,
            Audit audit,
            AfterCommit afterCommit,
            Clock clock,
            BudgetConfig config) {
        this.sessions = sessions;
        this.access = access;
        this.places = places;
        this.budgets = budgets;
        this.room = room;
        this.series = series;
        this.audit = audit;
        this.afterCommit = afterCommit;
        this.clock = clock;
        this.partnerSubscriptions = config.partnerSubscriptions().orElse(Set.of()).stream()
                .map(subscription -> subscription.trim().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One budget; empty when there is none. */
    public Uni<Optional<KeptBudget>> find(Principal by, ScopedPath path, String name) {
        return sessions.withStatelessSession(session -> access.kept(session, by, Need.READ_BUDGETS, path.scope())
                .chain(place -> budgets.find(session, place, name, today())));
    }

    /**
     * The budgets of a scope, by name: fewer than are asked for where they are large, and at least one. Those of the scopes inside it are not among them.
     *
     * @param asked which part of the list; read only once it is decided that the principal may
     */
    public Uni<Page> list(Principal by, ScopedPath path, Supplier<Part> asked) {
        return sessions.withStatelessSession(session -> access.kept(session, by, Need.READ_BUDGETS, path.scope())
                .chain(place -> {
                    Part part = asked.get();
                    return budgets.page(session, place, today(), part.after(), part.category(), part.size())
                            .map(listed -> new Page(
                                    listed.budgets(),
                                    listed.hasMore()
                                            ? listed.budgets().getLast().name().toLowerCase(Locale.ROOT)
                                            : null));
                }));
    }

    /**
     * Makes or replaces a budget. Fails with a refusal that names every rule that the request breaks.
     *
     * @param request read only once it is decided that the principal may: whoever may not is told nothing about a body
     */
    public Uni<Kept> put(
            ChangedBy by, ScopedPath path, BudgetVersion version, String name, Supplier<BudgetRequest> request) {
        return sessions.withStatelessTransaction(
                        session -> access.admitted(session, by.principal(), Need.WRITE_BUDGETS, path.scope())
                                .chain(admitted -> {
                                    BudgetRequest asked = request.get();
                                    if (namesGroups(asked)) {
                                        admitted.require(Need.NAME_GROUPS);
                                    }
                                    return new Putting(by, path, version, name, asked).run(session, admitted.place());
                                }))
                .call(kept -> changed(kept.budget(), kept.seriesReady()));
    }

    private Uni<Void> changed(KeptBudget budget, boolean seriesReady) {
        return budget.isOfReservations()
                ? afterCommit.reservationsChanged(budget.uuid())
                : afterCommit.changed(budget.uuid(), seriesReady);
    }

    /** Who has a budget tell an action group must be able to see such groups, as on Azure. */
    private static boolean namesGroups(BudgetRequest asked) {
        return asked.notifications().stream()
                .anyMatch(notification -> !notification.contactGroups().isEmpty());
    }

    /** Deletes a budget if there is one; its alerts stay. */
    public Uni<Void> delete(ChangedBy by, ScopedPath path, String name) {
        return sessions.withStatelessTransaction(
                        session -> access.kept(session, by.principal(), Need.DELETE_BUDGETS, path.scope())
                                .chain(place -> remove(session, by, place, path.armId(), name)))
                .call(gone -> gone.isPresent()
                        ? changed(gone.get(), true)
                        : Uni.createFrom().voidItem())
                .replaceWithVoid();
    }

    private Uni<Optional<KeptBudget>> remove(
            Mutiny.StatelessSession session, ChangedBy by, Place place, String scopeArmId, String name) {
        return budgets.nextChange(session).chain(change -> budgets.find(session, place, name, today())
                .call(found -> found.isPresent()
                        ? hide(session, by, scopeArmId, found.get(), change)
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> hide(
            Mutiny.StatelessSession session, ChangedBy by, String scopeArmId, KeptBudget budget, long change) {
        Subject subject = Subject.budget(budget.uuid(), scopeArmId, budget.name());
        String before = BudgetView.properties(budget).toString();
        return budgets.delete(session, budget.uuid(), change)
                .chain(() -> audit.add(session, by.author(), subject, before, null));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** One PUT, inside its transaction. */
    private final class Putting {

        private final ChangedBy by;
        private final ScopedPath path;
        private final BudgetVersion version;
        private final String name;
        private final BudgetRequest request;

        Putting(ChangedBy by, ScopedPath path, BudgetVersion version, String name, BudgetRequest request) {
            this.by = by;
            this.path = path;
            this.version = version;
            this.name = name;
            this.request = request;
        }

        Uni<Kept> run(Mutiny.StatelessSession session, Place place) {
            return budgets.nextChange(session).chain(change -> places.keep(session, place)
                    .chain(kept -> budgets.find(session, kept, name, today())
                            .call(existing -> judge(session, kept, existing))
                            .chain(existing -> write(session, kept, existing, change))));
        }

        private Uni<Void> judge(Mutiny.StatelessSession session, Place place, Optional<KeptBudget> existing) {
            existing.filter(KeptBudget::ended).ifPresent(ended -> {
                throw Refusal.ofBudget(
                                List.of(
                                        "Budget " + ended.name() + " ended on " + ended.endDate()
                                                + " and is kept to be read only. Please delete it and create a new budget, or use another name."))
                        .exception();
            });
            List<String> problems = new ArrayList<>(version.problemsOfName(name));
            problems.addAll(new BudgetRules(today(), partnerSubscriptions, version)
                    .problems(
                            path.scope(),
                            request,
                            existing.map(KeptBudget::startDate).orElse(null)));
            problems.addAll(
                    BudgetSize.of(request).problems(existing.map(BudgetSize::of).orElse(BudgetSize.NOTHING)));
            if (existing.filter(this::isOfAnotherCategory).isPresent()) {
                problems.add("Category of budgets cannot be updated. Please delete and create a new budget.");
            }
            String eTag = request.eTag();
            if (eTag != null && existing.isPresent() && !existing.get().eTag().equals(eTag)) {
                problems.add("There are changes made to Budget " + name
                        + ". Please get the latest budget to avoid overwrite.");
            }
            if (!problems.isEmpty()) {
                return Uni.createFrom().failure(Refusal.ofBudget(problems).exception());
            }
            return room.require(session, access.isPartners(by.principal()), place, existing, request);
        }

        private boolean isOfAnotherCategory(KeptBudget existing) {
            String category = request.category();
            return category != null && !existing.category().equalsIgnoreCase(category);
        }

        private Uni<Kept> write(
                Mutiny.StatelessSession session, Place place, Optional<KeptBudget> existing, long change) {
            UUID uuid = existing.map(KeptBudget::uuid).orElseGet(UUID::randomUUID);
            String before = existing.map(budget -> BudgetView.properties(budget).toString())
                    .orElse(null);
            return watched(session, place, change)
                    .call(asked -> existing.isPresent()
                            ? budgets.update(session, uuid, version.provider(), request, asked.id(), change)
                            : budgets.insert(session, asked(uuid, place), request, asked.id(), change))
                    .call(() -> answer(session, uuid, existing))
                    .call(() -> request.reservations() == null
                            ? Uni.createFrom().voidItem()
                            : budgets.askForUtilization(session, uuid))
                    .chain(asked -> budgets.find(session, place, name, today())
                            .map(found -> new Kept(found.orElseThrow(), existing.isEmpty(), asked.ready())))
                    .call(kept -> audit.add(
                            session,
                            by.author(),
                            Subject.budget(uuid, path.armId(), kept.budget().name()),
                            before,
                            BudgetView.properties(kept.budget()).toString()));
        }

        /** Whoever writes a budget answers for whom it tells, as far as nobody of another tenant does. */
        private Uni<Void> answer(Mutiny.StatelessSession session, UUID uuid, Optional<KeptBudget> existing) {
            Writers.Writer writer = Writers.Writer.of(by.principal());
            Uni<Writers> writers = existing.isEmpty()
                    ? Uni.createFrom().item(Writers.of(writer))
                    : WritersTable.find(session, uuid)
                            .map(before -> before.then(
                                    writer,
                                    WritersJson.named(existing.get().notificationsText()),
                                    WritersJson.named(request.notificationsText())));
            return writers.chain(after -> WritersTable.keep(session, uuid, after));
        }

        private Uni<SeriesTable.Series> watched(Mutiny.StatelessSession session, Place place, long change) {
            return request.reservations() == null
                    ? series.ask(session, place, request, change)
                    : Uni.createFrom().item(SeriesTable.Series.NONE);
        }

        private BudgetTable.Asked asked(UUID uuid, Place place) {
            Budget.Creator creator =
                    new Budget.Creator(by.principal().id(), by.principal().tenant());
            return new BudgetTable.Asked(uuid, place, path.armId(), name, version.provider(), creator);
        }
    }
}
