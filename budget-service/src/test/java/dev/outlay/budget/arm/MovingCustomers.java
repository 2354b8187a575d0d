package dev.outlay.budget.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.evaluation.ChargedAccount;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.recount.Reconciliation;
import dev.outlay.budget.recount.ReconciliationReport;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of customers that are moved have in common: one that is, its charges, and that ledger, daily cost, spend and invoices add up to the same whatever was moved. */
abstract class MovingCustomers {

    /** More than one page of the recount. */
    static final int CHARGES = 2_300;

    static final int PAGE = 2_000;

    final MovedCustomer moved = new MovedCustomer();
    final InvoicedProfile former = moved.former;
    final String name = moved.name;
    final String account = moved.account;
    final String other = moved.other;
    final String third = moved.third;
    final String tenant = moved.tenant;
    final String customer = moved.id;
    final String subscription = "s-" + UUID.randomUUID();
    final ChargedAccount charged;
    private final Reconciliation reconciliation;
    private final Vertx vertx;

    /** Other tests of this JVM write spends by hand; what they left is known before and must be all that differs after. */
    private List<ReconciliationReport.Difference> leftByOthers = List.of();

    MovingCustomers(Vertx vertx, RecordCharges record, Reconciliation reconciliation) {
        this.charged = new ChargedAccount(vertx, record, name);
        this.reconciliation = reconciliation;
        this.vertx = vertx;
    }

    @BeforeEach
    void what_others_have_left() {
        leftByOthers = LedgerFixture.run(vertx, reconciliation::run).differences();
    }

    @AfterEach
    void ledger_and_daily_cost_and_spend_and_invoices_are_the_same() {
        assertThat(LedgerFixture.run(vertx, reconciliation::run).differences())
                .filteredOn(difference -> !leftByOthers.contains(difference))
                .isEmpty();
    }

    /** Of the customer, in its subscription and the resource group web. */
    LedgerFixture.Draft charge(String id) {
        return charged.charge(id).customer(tenant).subscription(subscription, "web");
    }

    /** Whoever changes a charge of the account after the first page is refused: what the recount meets when the database gives way under it. */
    void letAPagePass() {
        Client.sql(
                "create sequence move_test",
                "create function move_test() returns trigger language plpgsql as $$ begin"
                        + " if new.account_scope = (select id from scope where kind = 1 and billing_account = '" + name
                        + "') and nextval('move_test') > " + PAGE
                        + " then raise exception 'held up by a test'; end if; return new; end $$",
                "create trigger move_test before update on charge for each row execute function move_test()");
    }

    static void letAllPass() {
        Client.sql("drop trigger move_test on charge", "drop function move_test()", "drop sequence move_test");
    }
}
