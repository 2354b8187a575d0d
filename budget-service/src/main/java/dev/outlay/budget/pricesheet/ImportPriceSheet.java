package dev.outlay.budget.pricesheet;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.ChangedBy;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.audit.Subject;
import dev.outlay.budget.scope.PlaceTable;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Imports a profile's price sheet while it arrives: some lines are read, and written, and then the next ones. What is written so is nobody's until the last transaction puts the whole of it in force.
 */
@ApplicationScoped
public class ImportPriceSheet {

    /** Lines that are read and written at a time: about a MiB, and a fraction of a second. */
    private static final int LINES = 2_000;

    private static final long MEBIBYTE = 1024L * 1024;
    private static final int MOST_MEBIBYTES = 16 * 1024;

    /** What became of a file. */
    public enum Outcome {
        /** The period had no sheet. */
        CREATED,
        /** It is in force in place of another one. */
        REPLACED,
        /** It says what is in force already. */
        UNCHANGED
    }

    /** A sheet that is in force, and what the file did to it. */
    public record Imported(Outcome outcome, PriceSheet sheet) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final PlaceTable places;
    private final Audit audit;
    private final PriceSheetRemoval removal;
    private final Vertx vertx;
    private final long most;
    private final Semaphore reading;

    ImportPriceSheet(
            Mutiny.SessionFactory sessions,
            Access access,
            PlaceTable places,
            Audit audit,
            PriceSheetRemoval removal,
            PriceSheetConfig config,
            Vertx vertx) {
        this.sessions = sessions;
        this.access = access;
        this.places = places;
        this.audit = audit;
        this.removal = removal;
        this.vertx = vertx;
        if (config.largest() < 1 || config.largest() > MOST_MEBIBYTES || config.imports() < 1) {
            throw new IllegalArgumentException("outlay.price-sheets.largest has to be 1 to " + MOST_MEBIBYTES
                    + ", and outlay.price-sheets.imports 1 or more.");
        }
        this.most = config.largest() * MEBIBYTE;
        this.reading = new Semaphore(config.imports());
    }

    /**
     * Imports a file. Its profile becomes known with it.
     *
     * @param period a calendar month, UTC
     * @param file plain or gzip; read by a worker while it arrives
     * @return fails with a refusal, with {@link PriceSheetRefusedException} or with {@link TooManyImportsException}; then nothing is kept
     */
    public Uni<Imported> run(ChangedBy by, Scope.BillingProfile profile, YearMonth period, InputStream file) {
        access.admit(by.principal(), Need.ADMINISTER);
        if (!reading.tryAcquire()) {
            return Uni.createFrom().failure(new TooManyImportsException());
        }
        return sessions.withStatelessSession(session -> places.billing(session, profile))
                .chain(place -> worker(() -> PriceSheetReader.open(file, most, profile, period, place.currency())))
                .chain(reader -> sessions.withStatelessTransaction(session -> PriceSheetTable.begin(
                                session, period, by.principal().id()))
                        .chain(id -> arrived(by, profile, period, reader, id)))
                .onTermination()
                .invoke(() -> reading.release());
    }

    private Uni<Imported> arrived(
            ChangedBy by, Scope.BillingProfile profile, YearMonth period, PriceSheetReader reader, long id) {
        return lines(reader, id)
                .invoke(reader::requireSound)
                .chain(() ->
                        sessions.withStatelessTransaction(session -> kept(session, by, profile, period, reader, id)))
                .call(imported -> imported.outcome() == Outcome.UNCHANGED
                        ? discarded(id)
                        : Uni.createFrom().voidItem())
                .onFailure()
                .call(() -> discarded(id).onFailure().recoverWithNull());
    }

    /** All of them, however many times that takes. */
    private Uni<Void> lines(PriceSheetReader reader, long id) {
        return worker(() -> reader.next(LINES))
                .chain(lines -> lines.isEmpty() ? Uni.createFrom().voidItem() : written(reader, id, lines))
                .chain(() -> reader.hasEnded() ? Uni.createFrom().voidItem() : lines(reader, id));
    }

    private Uni<Void> written(PriceSheetReader reader, long id, List<PriceSheetReader.Line> lines) {
        List<Price> prices = lines.stream().map(PriceSheetReader.Line::price).toList();
        return sessions.withStatelessTransaction(session -> PriceTable.add(session, id, prices))
                .invoke(added -> {
                    Set<Integer> first = new HashSet<>(added);
                    lines.stream()
                            .filter(line -> !first.contains(line.price().number()))
                            .forEach(reader::isThereAlready);
                })
                .replaceWithVoid();
    }

    /** In one transaction: imports for one profile and period wait for each other, and one of them is told in the audit for each sheet that comes in force. */
    private Uni<Imported> kept(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope.BillingProfile profile,
            YearMonth period,
            PriceSheetReader reader,
            long id) {
        ScopeKey key = ScopeKey.billingProfile(profile.account(), profile.profile());
        String content = reader.content();
        return audit.waitFor(session, "price sheet " + period + " " + key.text())
                .chain(() -> PriceSheetTable.ofPeriod(session, key, period))
                .chain(former -> former.isPresent() && former.get().content().equals(content)
                        ? Uni.createFrom().item(new Imported(Outcome.UNCHANGED, former.get()))
                        : known(session, new Scope.BillingAccount(profile.account()))
                                .chain(() -> known(session, profile))
                                .chain(scope -> PriceSheetTable.putInForce(
                                        session,
                                        new PriceSheetTable.Arrived(id, scope, content),
                                        reader,
                                        former.map(PriceSheet::id).orElse(null)))
                                .chain(() -> PriceSheetTable.ofPeriod(session, key, period))
                                .map(Optional::orElseThrow)
                                .call(sheet -> audited(session, by, profile, former, sheet))
                                .map(sheet ->
                                        new Imported(former.isPresent() ? Outcome.REPLACED : Outcome.CREATED, sheet)));
    }

    private Uni<Integer> known(Mutiny.StatelessSession session, Scope scope) {
        return places.billing(session, scope)
                .chain(place -> places.keep(session, place))
                .map(place -> place.id());
    }

    private Uni<Void> audited(
            Mutiny.StatelessSession session,
            ChangedBy by,
            Scope.BillingProfile profile,
            Optional<PriceSheet> former,
            PriceSheet sheet) {
        return audit.add(
                session,
                by.author(),
                Subject.of(AuditedKind.PRICE_SHEET, profile.armId(), BillingPeriodName.of(sheet.period())),
                former.map(ImportPriceSheet::json).orElse(null),
                json(sheet));
    }

    /** What can be told of a sheet in a line: all of its texts are safe in JSON. */
    private static String json(PriceSheet sheet) {
        return "{\"prices\":" + sheet.prices() + ",\"billingCurrency\":\"" + sheet.currency()
                + "\",\"content\":\"sha256:" + sheet.content() + "\"}";
    }

    private Uni<Void> discarded(long id) {
        return sessions.withStatelessTransaction(session -> PriceSheetTable.discard(session, id))
                .invoke(removal::wake);
    }

    /** Beside the event loop: it waits for what has not arrived. The answer comes back on the caller's context. */
    private <T> Uni<T> worker(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
