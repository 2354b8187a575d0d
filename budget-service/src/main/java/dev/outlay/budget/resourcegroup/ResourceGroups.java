package dev.outlay.budget.resourcegroup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.PlaceTable;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps what is said of resource groups, and shows each to whoever may read there: those that were stated, and those that charges or budgets have named. Deleting one forgets what was said of it, and nothing else. */
@ApplicationScoped
public class ResourceGroups {

    /** Of a subscription. Azure's number. */
    private static final int MOST = 980;

    /** Azure's rule. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._()-]{1,90}(?<![.])");

    /**
     * A page of a list.
     *
     * @param next after which the next page begins; null when this is the last
     */
    public record Page(List<ResourceGroup> groups, @Nullable String next) {}

    /** A group, and whether it was made just now. */
    public record Kept(ResourceGroup group, boolean isNew) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final PlaceTable places;
    private final Audit audit;
    private final Clock clock;

    ResourceGroups(Mutiny.SessionFactory sessions, Access access, PlaceTable places, Audit audit, Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.places = places;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The groups of a subscription, by name; of who has no right at the subscription those at which it has one.
     *
     * @param question read only once it is decided that the principal may see any
     */
    public Uni<Page> list(Principal by, Scope.Subscription subscription, Supplier<GroupQuestion> question) {
        return sessions.withStatelessSession(
                session -> access.seenGroups(session, by, Need.READ_RESOURCE_GROUPS, subscription)
                        .chain(seen -> {
                            GroupQuestion asked = question.get();
                            return ResourceGroupTable.list(session, subscription, seen, asked)
                                    .map(found -> new Page(found.groups(), found.next()));
                        }));
    }

    /** One group; fails with a refusal where there is none. */
    public Uni<ResourceGroup> get(Principal by, Need need, Scope.ResourceGroup scope) {
        return sessions.withStatelessSession(session -> access.kept(session, by, need, scope)
                .chain(place -> ResourceGroupTable.find(session, place))
                .map(found -> found.orElseThrow(() -> notThere(scope))));
    }

    /**
     * States a group, whether or not it is there. Where it is, its location stays.
     *
     * @param stated read only once it is decided that the principal may
     * @return fails with a refusal
     */
    public Uni<Kept> put(ChangedBy by, Scope.ResourceGroup scope, Supplier<StatedGroup> stated) {
        return sessions.withStatelessTransaction(session -> changing(session, by, Need.WRITE_RESOURCE_GROUPS, scope)
                .chain(place -> {
                    requireName(scope.resourceGroup());
                    StatedGroup said = stated.get();
                    return ResourceGroupTable.find(session, place).chain(before -> {
                        before.ifPresent(group -> requireSameLocation(group, said));
                        ResourceGroup after =
                                before.orElseGet(() -> nothingSaid(scope)).with(said);
                        return keep(session, by, place, before.orElse(null), after)
                                .map(kept -> new Kept(kept, before.isEmpty()));
                    });
                }));
    }

    /** Changes what is said of a group that is there; as {@link #put} otherwise. */
    public Uni<ResourceGroup> change(ChangedBy by, Scope.ResourceGroup scope, Supplier<StatedGroup> stated) {
        return sessions.withStatelessTransaction(session -> changing(session, by, Need.WRITE_RESOURCE_GROUPS, scope)
                .chain(place -> {
                    StatedGroup said = stated.get();
                    return ResourceGroupTable.find(session, place).chain(found -> {
                        ResourceGroup before = found.orElseThrow(() -> notThere(scope));
                        requireSameLocation(before, said);
                        return keep(session, by, place, before, before.with(said));
                    });
                }));
    }

    /** Deletes a group; fails with a refusal where there is none. What it cost, and budgets, roles and deployments at it, stay. */
    public Uni<Void> delete(ChangedBy by, Scope.ResourceGroup scope) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return sessions.withStatelessTransaction(session -> changing(session, by, Need.DELETE_RESOURCE_GROUPS, scope)
                .chain(place -> ResourceGroupTable.find(session, place).chain(found -> {
                    ResourceGroup before = found.orElseThrow(() -> notThere(scope));
                    return ResourceGroupTable.delete(session, place, today)
                            .chain(() -> audit.add(session, by.author(), subject(scope), json(before), null));
                })));
    }

    /** The place, for whoever may change it; other changes of the same group wait until this transaction ends. */
    private Uni<Place> changing(Mutiny.StatelessSession session, ChangedBy by, Need need, Scope.ResourceGroup scope) {
        return access.kept(session, by.principal(), need, scope)
                .call(place ->
                        audit.waitFor(session, "resource group\n" + place.key().text()));
    }

    /** As it is shown from then on: under the name under which it was first written. */
    private Uni<ResourceGroup> keep(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Place place,
            @Nullable ResourceGroup before,
            ResourceGroup after) {
        Scope.ResourceGroup scope = (Scope.ResourceGroup) place.scope();
        return places.keep(session, place).chain(kept -> requireRoom(session, scope, kept)
                .chain(() -> ResourceGroupTable.put(session, kept, after))
                .chain(() -> audit.add(
                        session, by.author(), subject(scope), before == null ? null : json(before), json(after)))
                .chain(() -> ResourceGroupTable.find(session, kept))
                .map(found -> found.orElseThrow(() -> notThere(scope))));
    }

    /** Those that charges or budgets name are not counted: nothing is kept of them. */
    private Uni<Void> requireRoom(Mutiny.StatelessSession session, Scope.ResourceGroup scope, Place kept) {
        return audit.waitFor(
                        session,
                        "resource groups\n"
                                + Objects.requireNonNull(kept.subscription()).text())
                .chain(() -> ResourceGroupTable.countOthers(session, scope, kept))
                .invoke(others -> {
                    if (others >= MOST) {
                        throw new Refusal(
                                        409,
                                        "ResourceQuotaExceeded",
                                        "Creating the resource of type 'Microsoft.Resources/resourceGroups' would exceed the quota of '"
                                                + MOST + "' of subscription '" + scope.subscription()
                                                + "'. Delete some resource groups first.")
                                .exception();
                    }
                })
                .replaceWithVoid();
    }

    private static ResourceGroup nothingSaid(Scope.ResourceGroup scope) {
        return new ResourceGroup(scope.resourceGroup(), null, null, "{}");
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(
                            400,
                            "InvalidResourceGroupName",
                            "The name of a resource group has 1 to 90 letters, digits, '.', '-', '_', '(' and ')', and does not"
                                    + " end with a period.")
                    .exception();
        }
    }

    /** Where a group is does not change, as on Azure. Of one that is known from charges nobody has said it yet. */
    private static void requireSameLocation(ResourceGroup group, StatedGroup said) {
        if (group.location() != null
                && said.location() != null
                && !group.location().equals(said.location())) {
            throw new Refusal(
                            409,
                            "InvalidResourceGroupLocation",
                            "The resource group '" + group.name() + "' is in '" + group.location()
                                    + "' and cannot be moved to '" + said.location()
                                    + "'. Send its location, or delete the group first.")
                    .exception();
        }
    }

    private static RuntimeException notThere(Scope.ResourceGroup scope) {
        return Refusal.notFound(
                        "ResourceGroupNotFound",
                        "Resource group '" + scope.resourceGroup()
                                + "' could not be found. It is there once PUT has made it, or a charge has named it.")
                .exception();
    }

    private static Subject subject(Scope.ResourceGroup scope) {
        return Subject.of(
                AuditedKind.RESOURCE_GROUP,
                new Scope.Subscription(scope.subscription()).armId(),
                scope.resourceGroup());
    }

    /** Tags are JSON already. */
    private static String json(ResourceGroup group) {
        return "{\"location\":" + text(group.location()) + ",\"managedBy\":" + text(group.managedBy()) + ",\"tags\":"
                + group.tags() + "}";
    }

    private static String text(@Nullable String text) {
        return text == null ? "null" : JsonNodeFactory.instance.textNode(text).toString();
    }
}
