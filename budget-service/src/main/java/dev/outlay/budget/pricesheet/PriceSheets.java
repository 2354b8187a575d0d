package dev.outlay.budget.pricesheet;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.billing.Invoice;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads price sheets back, for the partner's admins. */
@ApplicationScoped
public class PriceSheets {

    /**
     * Where a page begins: pages go on in the sheet in which the first one was, whatever replaces it meanwhile.
     *
     * @param after number of the price before
     */
    public record Position(long sheet, int after) {}

    /**
     * What is asked for.
     *
     * @param period that of one month alone; null for what is in force today
     * @param from null for the first page
     */
    public record Wanted(
            @Nullable YearMonth period, @Nullable Position from, int limit) {}

    /**
     * Some prices of a sheet.
     *
     * @param next where the page after it begins; null where it is the last
     */
    public record Page(
            PriceSheet sheet, List<Price> prices, @Nullable Position next) {}

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final Clock clock;

    PriceSheets(Mutiny.SessionFactory sessions, Access access, Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.clock = clock;
    }

    /**
     * A page of a profile's prices, in the order of the file.
     *
     * @param wanted read only once it is decided that the principal may
     * @return empty where there is no such sheet
     */
    public Uni<Optional<Page>> page(Principal by, Scope.BillingProfile profile, Supplier<Wanted> wanted) {
        access.admit(by, Need.ADMINISTER);
        Wanted asked = wanted.get();
        ScopeKey key = key(profile);
        Position from = asked.from();
        int after = from == null ? 0 : from.after();
        return sessions.withStatelessSession(session -> (from == null
                        ? found(session, key, asked.period())
                        : PriceSheetTable.find(session, key, from.sheet()))
                .chain(sheet -> sheet.isEmpty()
                        ? Uni.createFrom().item(Optional.<Page>empty())
                        : PriceTable.page(session, sheet.get().id(), after, asked.limit() + 1)
                                .map(prices -> Optional.of(page(sheet.get(), prices, asked.limit())))));
    }

    private Uni<Optional<PriceSheet>> found(
            Mutiny.StatelessSession session, ScopeKey profile, @Nullable YearMonth period) {
        return period == null
                ? PriceSheetTable.inForce(session, profile, YearMonth.now(clock.withZone(ZoneOffset.UTC)))
                : PriceSheetTable.ofPeriod(session, profile, period);
    }

    /**
     * The sheet of a profile that is in force today (UTC).
     *
     * @return empty where there is none
     */
    public Uni<Optional<PriceSheet>> inForce(Principal by, Scope.BillingProfile profile) {
        access.admit(by, Need.ADMINISTER);
        return sessions.withStatelessSession(session -> found(session, key(profile), null));
    }

    /**
     * The sheet that was in force in the period of an invoice of a profile: of a closed one as it was known when it was closed, unless none was known then.
     *
     * @return empty where there is none
     */
    public Uni<Optional<PriceSheet>> ofInvoice(Principal by, Scope.BillingProfile profile, Invoice invoice) {
        access.admit(by, Need.ADMINISTER);
        Instant closed = invoice.closedAt();
        return sessions.withStatelessSession(session -> (closed == null
                        ? Uni.createFrom().item(Optional.<PriceSheet>empty())
                        : PriceSheetTable.knownAt(session, key(profile), invoice.period(), closed))
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known)
                        : PriceSheetTable.inForce(session, key(profile), invoice.period())));
    }

    /**
     * Some prices of a sheet after a number, read in the background; whether anybody may see them is decided elsewhere.
     *
     * @param scope row of the profile whose sheet it has to be
     */
    public Uni<Page> some(int scope, long sheet, int after, int most) {
        return sessions.withStatelessSession(session -> PriceSheetTable.one(session, scope, sheet)
                .map(Optional::orElseThrow)
                .chain(found ->
                        PriceTable.page(session, sheet, after, most + 1).map(prices -> page(found, prices, most))));
    }

    private static ScopeKey key(Scope.BillingProfile profile) {
        return ScopeKey.billingProfile(profile.account(), profile.profile());
    }

    private static Page page(PriceSheet sheet, List<Price> found, int limit) {
        if (found.size() <= limit) {
            return new Page(sheet, found, null);
        }
        List<Price> prices = found.subList(0, limit);
        return new Page(sheet, prices, new Position(sheet.id(), prices.getLast().number()));
    }
}
