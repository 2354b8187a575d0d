package dev.outlay.budget.export;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Keeps, shows and deletes exports, and has them run. They are shared at their scope: whoever may see its exports sees them, and whoever saves one has it run with their own rights from then on. Each change is in the audit.
 */
@ApplicationScoped
public class Exports {

    /** Of a subscription with all of its resource groups, which need not exist. */
    public static final int MOST_OF_A_SUBSCRIPTION = 1_000;

    /** Runs of an export in an hour, of those that somebody asks for: each writes a file that is never removed. */
    private static final int MOST_ASKED_FOR = 20;

    /** Months that one file can be about. */
    private static final int LONGEST_MONTHS = 13;

    /**
     * What a PUT did.
     *
     * @param created false where an export was replaced
     */
    public record Kept(Export export, boolean created) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final ExportRights rights;
    private final ExportRuns runs;
    private final Audit audit;
    private final ExportConfig config;
    private final Clock clock;

    Exports(
            Mutiny.SessionFactory sessions,
            Access access,
            ExportRights rights,
            ExportRuns runs,
            Audit audit,
            ExportConfig config,
            Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.rights = rights;
        this.runs = runs;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
        if (config.perScope() < 1 || config.atOnce() < 1 || config.history() < 1) {
            throw new IllegalArgumentException(
                    "outlay.exports.per-scope, outlay.exports.at-once and outlay.exports.history have to be 1 or more.");
        }
    }

    /** All exports of a scope, by name. */
    public Uni<List<Export>> list(Principal by, ScopedPath scope) {
        return sessions.withStatelessSession(session -> access.kept(session, by, Need.READ_EXPORTS, scope.scope())
                .chain(place -> ExportTable.list(session, ExportOwner.of(place))));
    }

    /** One export; fails with a refusal where there is none. */
    public Uni<Export> get(Principal by, ScopedPath scope, String name) {
        return sessions.withStatelessSession(session ->
                access.kept(session, by, Need.READ_EXPORTS, scope.scope()).chain(place -> found(session, place, name)));
    }

    /** The runs of an export that are kept, newest first; fails with a refusal where there is no such export. */
    public Uni<List<ExportRun>> history(Principal by, ScopedPath scope, String name) {
        return sessions.withStatelessSession(session -> access.kept(session, by, Need.READ_EXPORTS, scope.scope())
                .chain(place -> found(session, place, name))
                .chain(export -> ExportRunTable.list(session, export.id())));
    }

    /**
     * Makes or replaces an export. Fails with a refusal where it can never run, where it is another tenant's, where somebody else has changed it meanwhile, and where there are too many.
     *
     * @param wanted read only once it is decided that the principal may: whoever may not is told nothing about a body
     */
    public Uni<Kept> put(ChangedBy by, ScopedPath scope, String name, Supplier<ExportRequest> wanted) {
        return sessions.withStatelessTransaction(session -> rights.toSave(session, by.principal(), scope.scope())
                .call(place -> audit.waitFor(session, ExportOwner.of(place).turn()))
                .chain(place -> keep(session, by, place, scope, name, wanted.get())));
    }

    private Uni<Kept> keep(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Place place,
            ScopedPath scope,
            String name,
            ExportRequest wanted) {
        runs.requireFolder();
        requireName(name);
        requireFewMonths(wanted.settings().definition().question(today()));
        return ExportTable.find(session, ExportOwner.of(place), name)
                .call(former -> former.isPresent()
                        ? replaceable(by.principal(), former.get(), wanted)
                        : ExportTable.count(session, ExportOwner.of(place)).invoke(this::requireRoom))
                .chain(former -> ExportTable.put(
                                session,
                                ExportOwner.of(place),
                                name,
                                place.scope().armId(),
                                wanted.properties(),
                                by.principal(),
                                next(wanted))
                        .chain(() -> found(session, place, name))
                        .call(kept -> audited(session, by, scope, former.orElse(null), kept))
                        .map(kept -> new Kept(kept, former.isEmpty())));
    }

    /** What was before it is saved does not run. */
    private @Nullable Instant next(ExportRequest wanted) {
        Schedule schedule = wanted.settings().schedule();
        return schedule == null ? null : schedule.notBefore(clock.instant()).orElse(null);
    }

    /** Deletes an export, with its history and what is being collected for it, and without its files; false where there was none. */
    public Uni<Boolean> delete(ChangedBy by, ScopedPath scope, String name) {
        return sessions.withStatelessTransaction(session -> access.kept(
                        session, by.principal(), Need.DELETE_EXPORTS, scope.scope())
                .call(place -> audit.waitFor(session, ExportOwner.of(place).turn()))
                .chain(place -> ExportTable.find(session, ExportOwner.of(place), name)
                        .call(former -> former.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : ExportTable.delete(session, ExportOwner.of(place), name)
                                        .chain(() -> audited(session, by, scope, former.get(), null)))
                        .map(Optional::isPresent)));
    }

    /** Has an export run now, in the background; fails with a refusal where it runs already, and where that was asked for too often. */
    public Uni<Void> run(Principal by, ScopedPath scope, String name) {
        return sessions.withStatelessTransaction(session -> access.place(session, by, Need.RUN_EXPORTS, scope.scope())
                        .invoke(place -> runs.requireFolder())
                        .chain(place -> found(session, place, name))
                        .call(export ->
                                ExportTable.askedLately(session, export.id()).invoke(Exports::requireFewAsked))
                        .chain(export -> ExportRunTable.add(
                                session,
                                export.id(),
                                null,
                                by.id(),
                                ExportJson.kept(export.properties())
                                        .definition()
                                        .question(today()),
                                config.history())))
                .invoke(added -> {
                    if (!added) {
                        throw conflict("The export '" + name
                                        + "' has a run that is queued or in progress. Wait until it has ended.")
                                .exception();
                    }
                    runs.wake();
                })
                .replaceWithVoid();
    }

    private static Uni<Export> found(Mutiny.StatelessSession session, Place place, String name) {
        return ExportTable.find(session, ExportOwner.of(place), name)
                .map(found -> found.orElseThrow(() -> Refusal.notFound(
                                "NotFound", "The requested export with export name: " + name + " could not be found.")
                        .exception()));
    }

    private static void requireName(String name) {
        if (!FolderNames.isExport(name)) {
            throw Refusal.badRequest(
                            "The name of an export has 3 to 64 letters of the English alphabet, digits, '-' and '_', and is none that file systems have reserved, such as 'nul'.")
                    .exception();
        }
    }

    private static void requireFewMonths(DetailQuestion question) {
        if (question.last().isAfter(question.first().plusMonths(LONGEST_MONTHS).minusDays(1))) {
            throw Refusal.badRequest("An export can be about " + LONGEST_MONTHS + " months at most; it was asked for "
                            + question.first() + " to " + question.last() + ".")
                    .exception();
        }
    }

    /** Whoever saves an export has it run with their rights and written to their side's folder: what is another tenant's is not taken over by that. */
    private static Uni<Void> replaceable(Principal by, Export former, ExportRequest wanted) {
        if (!by.tenant().equalsIgnoreCase(former.tenant())) {
            throw conflict(
                            "The export '" + former.name()
                                    + "' is of people of another tenant, with whose rights and to whose folder it is written. Choose another name, or delete it first.")
                    .exception();
        }
        if (wanted.eTag() != null && !wanted.eTag().equals(former.eTag())) {
            throw conflict("The export '" + former.name()
                            + "' was changed meanwhile. Get it, and send its eTag with your change.")
                    .exception();
        }
        return Uni.createFrom().voidItem();
    }

    private static Refusal conflict(String message) {
        return new Refusal(409, "Conflict", message);
    }

    private static void requireFewAsked(long asked) {
        if (asked >= MOST_ASKED_FOR) {
            throw new Refusal(
                            429,
                            "429",
                            "Too many requests. Please retry. In the last hour " + asked
                                    + " runs of the export were asked for, each of which has written a file of its own.")
                    .exception();
        }
    }

    private void requireRoom(ExportTable.Count count) {
        if (count.all() >= config.perScope()) {
            throw Refusal.badRequest(
                            "There are " + count.all() + " exports already, and more are not kept. Delete one first.")
                    .exception();
        }
        if (count.around() >= MOST_OF_A_SUBSCRIPTION) {
            throw Refusal.badRequest("The subscription and its resource groups have " + count.around()
                            + " exports already, and more are not kept. Delete one first.")
                    .exception();
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private Uni<Void> audited(
            Mutiny.StatelessSession session,
            ChangedBy by,
            ScopedPath scope,
            @Nullable Export before,
            @Nullable Export after) {
        Export either = after == null ? Objects.requireNonNull(before) : after;
        return audit.add(
                session,
                by.author(),
                Subject.of(AuditedKind.EXPORT, scope.armId(), either.name()),
                before == null ? null : before.properties(),
                after == null ? null : after.properties());
    }
}
