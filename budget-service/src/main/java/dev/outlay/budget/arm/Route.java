package dev.outlay.budget.arm;

import dev.outlay.budget.access.Need;

/** Everything that can be asked over HTTP, with the one decision that each needs. */
enum Route {
    LIST_BUDGETS(Need.READ),
    GET_BUDGET(Need.READ),
    PUT_BUDGET(Need.WRITE),
    DELETE_BUDGET(Need.WRITE),
    QUERY(Need.READ),
    LIST_DIMENSIONS(Need.READ),
    LIST_ASSIGNMENTS(Need.ASSIGN),
    GET_ASSIGNMENT(Need.ASSIGN),
    PUT_ASSIGNMENT(Need.ASSIGN),
    DELETE_ASSIGNMENT(Need.ASSIGN),
    LIST_ROLE_DEFINITIONS(Need.SIGNED_IN),
    GET_ROLE_DEFINITION(Need.SIGNED_IN),
    LIST_GROUP_SUBSCRIPTIONS(Need.ADMINISTER),
    GET_GROUP_SUBSCRIPTION(Need.ADMINISTER),
    PUT_GROUP_SUBSCRIPTION(Need.ADMINISTER),
    DELETE_GROUP_SUBSCRIPTION(Need.ADMINISTER),
    LIST_PRINCIPALS(Need.ADMINISTER),
    GET_PRINCIPAL(Need.ADMINISTER),
    PUT_PRINCIPAL(Need.ADMINISTER),
    DELETE_PRINCIPAL(Need.ADMINISTER),
    LIST_ACCOUNTS(Need.ADMINISTER),
    GET_ACCOUNT(Need.ADMINISTER),
    PUT_ACCOUNT(Need.ADMINISTER),
    LIST_PROFILES(Need.ADMINISTER),
    GET_PROFILE(Need.ADMINISTER),
    PUT_PROFILE(Need.ADMINISTER),
    LIST_CUSTOMERS(Need.ADMINISTER),
    GET_CUSTOMER(Need.ADMINISTER),
    PUT_CUSTOMER(Need.ADMINISTER),
    GET_POLICY(Need.ADMINISTER),
    PUT_POLICY(Need.ADMINISTER),
    LIST_SUBSCRIPTIONS(Need.ADMINISTER),
    GET_SUBSCRIPTION(Need.ADMINISTER),
    LIST_INVOICES(Need.ADMINISTER),
    GET_INVOICE(Need.ADMINISTER),
    CLOSE_INVOICE(Need.ADMINISTER),
    LIST_INVOICE_TRANSACTIONS(Need.ADMINISTER),
    LIST_TRANSACTIONS(Need.ADMINISTER),
    GET_TRANSACTION(Need.ADMINISTER),
    LIST_PRODUCTS(Need.ADMINISTER),
    GET_PRODUCT(Need.ADMINISTER),
    IMPORT_RATES(Need.ADMINISTER),
    RECONCILE(Need.ADMINISTER),
    GET_RECONCILIATION(Need.ADMINISTER),
    LEDGER_STATUS(Need.ADMINISTER),
    LIST_AUDIT(Need.ADMINISTER),
    GET_DESCRIPTION(Need.SIGNED_IN),
    FORWARD_TO_INGEST(Need.SIGNED_IN),
    FORWARD_TO_ALERT(Need.SIGNED_IN);

    private static final int BODY_BYTES = 256 * 1024;
    private static final int RATES_BYTES = 16 * 1024 * 1024;

    private final Need need;

    Route(Need need) {
        this.need = need;
    }

    /** What it needs of the principal. */
    Need need() {
        return need;
    }

    /** How many bytes its body can have; forwarded bodies are streamed and have no bound here. */
    int maxBytes() {
        return this == IMPORT_RATES ? RATES_BYTES : BODY_BYTES;
    }
}
