package dev.outlay.budget.download;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.details.DetailQuestionJson;
import dev.outlay.budget.pricesheet.PriceSheet;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKind;
import dev.outlay.budget.scope.ScopedPath;
import dev.outlay.budget.seal.Seal;
import dev.outlay.budget.seal.Seals;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Files: asked for, looked after, and found again by their links. */
@ApplicationScoped
public class CostFiles {

    /** What links are sealed for. */
    static final String PURPOSE = "link to a file of usage details";

    /**
     * What is to be in a file.
     *
     * @param request what was asked for, as it is shown again; JSON
     */
    public record Wanted(DetailQuestion question, String request, CostFileLayout layout) {}

    /** A link to a file. */
    public record Link(String token, Instant expiresAt) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final CostFileWriting writing;
    private final Seals seals;
    private final CostFileConfig config;
    private final Clock clock;

    CostFiles(
            Mutiny.SessionFactory sessions,
            Access access,
            CostFileWriting writing,
            Seals seals,
            CostFileConfig config,
            Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.writing = writing;
        this.seals = seals;
        this.config = config;
        this.clock = clock;
        if (config.longestMonths() < 1 || config.pending() < 1) {
            throw new IllegalArgumentException(
                    "outlay.reports.longest-months and outlay.reports.pending have to be 1 or more.");
        }
    }

    /**
     * Asks for a file, which is written in the background.
     *
     * @param armId of the scope, as it was sent
     * @param wanted read only once it is decided that the principal may; from the kind of the scope and today (UTC)
     * @return its id; fails with a refusal, or with {@link TooManyFilesException}
     */
    public Uni<UUID> ask(Principal by, Scope scope, String armId, BiFunction<ScopeKind, LocalDate, Wanted> wanted) {
        return sessions.withStatelessSession(session -> access.place(session, by, Need.READ_CHARGES, scope))
                .chain(place -> {
                    Wanted asked = wanted.apply(scope.kind(), LocalDate.now(clock.withZone(ZoneOffset.UTC)));
                    requireFewMonths(asked.question());
                    return add(by, place, armId, asked);
                });
    }

    private Uni<UUID> add(Principal by, Place place, String armId, Wanted asked) {
        return add(new CostFileTable.New(
                UUID.randomUUID(),
                place.id(),
                armId,
                FileKind.USAGE_DETAILS,
                DetailQuestionJson.write(asked.question()),
                asked.request(),
                asked.layout().code(),
                by.id(),
                by.tenant(),
                by.groups()));
    }

    private Uni<UUID> add(CostFileTable.New file) {
        return sessions.withStatelessTransaction(
                        session -> CostFileTable.add(session, file, config.keep(), config.pending()))
                .map(added -> {
                    if (!added) {
                        throw new TooManyFilesException(config.pending());
                    }
                    writing.wake();
                    return file.id();
                });
    }

    /**
     * Asks for a file of a price sheet, which is written in the background. Whoever asks has been admitted.
     *
     * @param armId of the billing profile, as it was sent
     * @return its id; fails with {@link TooManyFilesException}
     */
    public Uni<UUID> ask(Principal by, String armId, PriceSheet sheet) {
        return add(new CostFileTable.New(
                UUID.randomUUID(),
                sheet.scope(),
                armId,
                FileKind.PRICE_SHEET,
                Long.toString(sheet.id()),
                "{}",
                0,
                by.id(),
                by.tenant(),
                by.groups()));
    }

    /** What is about an invoice is bounded by that. */
    private void requireFewMonths(DetailQuestion question) {
        boolean ever = question.first().equals(DetailQuestion.EVER);
        if (!ever
                && question.last()
                        .isAfter(question.first()
                                .plusMonths(config.longestMonths())
                                .minusDays(1))) {
            throw Refusal.badRequest("A report can be about " + config.longestMonths()
                            + " months at most; it was asked for " + question.first() + " to " + question.last() + ".")
                    .exception();
        }
    }

    /**
     * A file of a principal's own, which it has asked for at the scope; empty for every other one. Fails with a refusal for whoever may not see the scope's cost now, or only by a group that it was not in when it asked: the link to the file would
     * not open.
     */
    public Uni<Optional<CostFile>> find(Principal by, Scope scope, FileKind kind, UUID id) {
        return sessions.withStatelessSession(session -> access.place(session, by, Need.READ_CHARGES, scope)
                .chain(() -> CostFileTable.find(session, id))
                .map(found -> found.filter(file -> file.kind() == kind
                        && file.principal().equals(by.id())
                        && file.tenant().equals(by.tenant())
                        && file.scopeArmId().equalsIgnoreCase(scope.armId())))
                .call(found -> found.isEmpty() ? Uni.createFrom().voidItem() : stillAllowed(session, found.get())));
    }

    /** A link to a file that is whole, for whoever has it. */
    public Uni<Link> link(CostFile file) {
        Instant hence = clock.instant().plus(config.link());
        Instant until = hence.isBefore(file.expiresAt()) ? hence : file.expiresAt();
        return seals.get().map(seal -> new Link(seal.seal(PURPOSE, file.id() + " " + until.getEpochSecond()), until));
    }

    /** The file that a link leads to. Fails with a refusal: 403 for a link that was not made here or holds no longer, or whose asker may not see the scope's cost any more; 404 for a file that is gone. */
    public Uni<CostFile> open(String token) {
        return seals.get()
                .map(seal -> opened(seal, token))
                .chain(id -> sessions.withStatelessSession(session -> CostFileTable.find(session, id)
                        .map(found -> found.filter(file -> file.state() == CostFile.State.WHOLE)
                                .orElseThrow(() -> gone().exception()))
                        .call(file -> stillAllowed(session, file))));
    }

    private UUID opened(Seal seal, String token) {
        String[] parts = seal.open(PURPOSE, token)
                .orElseThrow(() -> denied("The link is none that this service has made."))
                .split(" ", 2);
        if (!clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1])))) {
            throw denied("The link has expired. Ask for the result of the operation once more to get another one.");
        }
        return UUID.fromString(parts[0]);
    }

    private static RefusedException denied(String message) {
        return new Refusal(403, "AuthorizationFailed", message).exception();
    }

    private static Refusal gone() {
        return Refusal.notFound("ResourceNotFound", "The file is not kept any more. Ask for a new one.");
    }

    /** Roles at subscriptions and resource groups, and whether a customer's people may see cost, are known without a token, and who is in which group was when the file was asked for. A partner's role is in its token; that link ends soon. */
    private Uni<Void> stillAllowed(Mutiny.StatelessSession session, CostFile file) {
        Scope scope = scope(file);
        return scope.kind().isBilling()
                ? Uni.createFrom().voidItem()
                : access.place(
                                session,
                                new Principal(file.principal(), file.tenant(), Set.of(), file.groups()),
                                Need.READ_CHARGES,
                                scope)
                        .replaceWithVoid();
    }

    private static Scope scope(CostFile file) {
        return ScopedPath.ofId(file.scopeArmId())
                .orElseThrow(() -> denied("The scope of the file is none that can be asked about."));
    }

    /** A part of a file, as gzip; fails where it is gone. */
    public Uni<byte[]> chunk(CostFile file, int number) {
        return sessions.withStatelessSession(session -> CostFileTable.chunk(session, file.id(), number))
                .map(chunk -> chunk.orElseThrow(() -> gone().exception()));
    }
}
