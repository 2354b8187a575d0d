package dev.outlay.local.stack;

/** The ports of the local stack, each with the variable that moves it. */
public enum Port {
    /** The budget service: the front door. */
    BUDGET("OUTLAY_BUDGET_PORT", 8080, "budget-service"),
    /** The front door over TLS; listened on with {@code --tls} only. */
    BUDGET_TLS("OUTLAY_BUDGET_TLS_PORT", 8443, "budget-service (TLS)"),
    /** The ingest service. */
    INGEST("OUTLAY_INGEST_PORT", 8081, "usage-ingest-service"),
    /** The alert service. */
    ALERT("OUTLAY_ALERT_PORT", 8082, "alert-service"),
    /** Health and metrics of the budget service. */
    BUDGET_MANAGEMENT("OUTLAY_BUDGET_MANAGEMENT_PORT", 8090, "budget-service (health, metrics)"),
    /** Health and metrics of the ingest service. */
    INGEST_MANAGEMENT("OUTLAY_INGEST_MANAGEMENT_PORT", 8091, "usage-ingest-service (health, metrics)"),
    /** Health and metrics of the alert service. */
    ALERT_MANAGEMENT("OUTLAY_ALERT_MANAGEMENT_PORT", 8092, "alert-service (health, metrics)"),
    /** Kafka's clients. */
    KAFKA("OUTLAY_KAFKA_PORT", 9092, "Kafka"),
    /** Kafka's controller, which only the broker itself speaks to. */
    KAFKA_CONTROLLER("OUTLAY_KAFKA_CONTROLLER_PORT", 9093, "Kafka (controller)"),
    /** PostgreSQL. */
    POSTGRES("OUTLAY_POSTGRES_PORT", 15432, "PostgreSQL"),
    /** SMTP. */
    SMTP("OUTLAY_SMTP_PORT", 1025, "SMTP server"),
    /** The inbox. */
    INBOX("OUTLAY_INBOX_PORT", 8025, "inbox");

    private final String variable;
    private final int standard;
    private final String owner;

    Port(String variable, int standard, String owner) {
        this.variable = variable;
        this.standard = standard;
        this.owner = owner;
    }

    /** The environment variable that moves it. */
    public String variable() {
        return variable;
    }

    /** Where it is unless moved. */
    public int standard() {
        return standard;
    }

    /** Who listens there. */
    public String owner() {
        return owner;
    }
}
