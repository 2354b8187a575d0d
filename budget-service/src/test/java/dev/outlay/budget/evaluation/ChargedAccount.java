package dev.outlay.budget.evaluation;

import static dev.outlay.budget.Eventually.await;

import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.OtherCurrency;
import io.vertx.core.Vertx;
import java.util.List;

/** Records charges as the stream would, for tests of what is shown of them over HTTP. */
public final class ChargedAccount {

    private final Vertx vertx;
    private final RecordCharges record;
    private final String account;

    public ChargedAccount(Vertx vertx, RecordCharges record, String account) {
        this.vertx = vertx;
        this.record = record;
        this.account = account;
    }

    /** Charges in Swiss francs on the account's one profile, named after it with -chf. */
    public LedgerFixture.Draft charge(String id) {
        return LedgerFixture.charge(account, id);
    }

    public void record(LedgerFixture.Draft... drafts) {
        List<Charge> charges =
                List.of(drafts).stream().map(LedgerFixture.Draft::build).toList();
        await("what is watched is loaded, after a start")
                .ignoreExceptionsMatching(failure -> String.valueOf(failure).contains("is still being loaded"))
                .until(() ->
                        LedgerFixture.run(vertx, () -> record.record(charges)).added() >= 0);
    }

    /** Why charges are refused because of their currency, one reason for each that is. */
    public List<String> refused(LedgerFixture.Draft... drafts) {
        List<Charge> charges =
                List.of(drafts).stream().map(LedgerFixture.Draft::build).toList();
        return LedgerFixture.run(vertx, () -> record.record(charges)).otherCurrency().stream()
                .map(OtherCurrency::reason)
                .toList();
    }
}
