package dev.outlay.e2e.cost;

import dev.outlay.e2e.running.Topics;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is said of a charge of usage at one revision. Unlike of a {@link Charge} anything but its account may be another at the next: the customer, the period, the currency
 * and with it the billing profile, the service, the amount.
 *
 * @param id identifies the charge, with the account and {@link Charge#SOURCE}
 * @param currency in which {@code billed} is; as many dollars are said to be its value
 * @param day on which it begins, UTC
 */
public record Statement(
        String id,
        int revision,
        Account account,
        String customer,
        String currency,
        LocalDate day,
        String service,
        BigDecimal billed) {

    /** The statement as a record of {@code cost-events}. */
    public ProducerRecord<String, byte[]> onPartition(int partition) {
        return Topics.charge(partition, id, Charge.SOURCE, revision, data());
    }

    /** The next statement of the same charge, which changes its amount. */
    public Statement restated(String amount) {
        return new Statement(id, revision + 1, account, customer, currency, day, service, new BigDecimal(amount));
    }

    private String data() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("x_BillingAccountId", account.name());
        columns.put("BillingAccountId", profile());
        columns.put("x_CustomerId", customer);
        columns.put("ServiceName", service);
        columns.put("ChargeCategory", "Usage");
        columns.put("BillingCurrency", currency);
        columns.put("BilledCost", billed.toPlainString());
        columns.put("EffectiveCost", billed.toPlainString());
        columns.put("ListCost", billed.toPlainString());
        columns.put("x_BilledCostInUsd", billed.toPlainString());
        columns.put("x_EffectiveCostInUsd", billed.toPlainString());
        columns.put("ChargePeriodStart", day + "T00:00:00Z");
        return columns.entrySet().stream()
                .map(column -> "\"" + column.getKey() + "\":\"" + column.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String profile() {
        return currency + "P-" + account.name();
    }

    /** Of each charge the statement that counts in the end, in whatever order they came: that of the highest revision. */
    public static Collection<Statement> last(Collection<Statement> statements) {
        Map<String, Statement> last = new HashMap<>();
        statements.forEach(statement ->
                last.merge(statement.id(), statement, (one, other) -> one.revision() > other.revision() ? one : other));
        return last.values();
    }

    /** What is to be kept as spend of the account, its profiles and customers in each month and currency, as {@code scope month currency amount}; nothing of those that are zero. */
    public static List<String> monthlySpend(Collection<Statement> statements) {
        Map<String, BigDecimal> spend = new HashMap<>();
        for (Statement statement : last(statements)) {
            String month = " " + statement.day().withDayOfMonth(1) + " ";
            spend.merge("account" + month + "USD", statement.billed(), BigDecimal::add);
            spend.merge(statement.profile() + month + statement.currency(), statement.billed(), BigDecimal::add);
            spend.merge(statement.customer() + month + statement.currency(), statement.billed(), BigDecimal::add);
        }
        return spend.entrySet().stream()
                .filter(entry -> entry.getValue().signum() != 0)
                .map(entry -> entry.getKey() + " "
                        + entry.getValue().stripTrailingZeros().toPlainString())
                .toList();
    }

    /** What charges come to in the end, by whatever tells them apart. */
    public static Map<String, BigDecimal> billedBy(Function<Statement, String> what, Collection<Statement> statements) {
        return last(statements).stream().collect(Collectors.toMap(what, Statement::billed, BigDecimal::add));
    }
}
