package dev.outlay.e2e.cost;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A FOCUS file of any size, the same for the same seed and account, with the columns that a charge of this project's tests has. */
public final class FocusFile {
    private static final String HEADER =
            "BilledCost,EffectiveCost,ListCost,x_BilledCostInUsd,BillingAccountId,x_BillingAccountId,BillingCurrency,"
                    + "ChargeCategory,ChargePeriodStart,ServiceName,x_CustomerId,SubAccountId,ResourceId,Tags\n";

    private FocusFile() {}

    /** Writes it, and returns what it is to come to. */
    public static Expected write(Path file, Account account, long seed, int customers, int rows) {
        Random random = new Random(seed);
        Map<String, BigDecimal> billed = new HashMap<>();
        List<String> names = IntStream.range(0, customers)
                .mapToObj(index -> "customer-" + index + "-" + account.name())
                .toList();
        String month = Charge.thisMonth() + " 00:00:00";
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(HEADER);
            for (int row = 0; row < rows; row++) {
                BigDecimal amount = Load.amount(random);
                String customer = names.get(random.nextInt(customers));
                billed.merge(customer, amount, BigDecimal::add);
                String cost = amount.toPlainString();
                String subscription = "sub-" + random.nextInt(64);
                writer.write(cost + "," + cost + "," + cost + "," + cost + ",CHFP-" + account.name() + ","
                        + account.name()
                        + ",CHF,Usage," + month + ",Virtual Machines," + customer + "," + subscription
                        + ",/subscriptions/"
                        + subscription + "/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-"
                        + random.nextInt(1000) + ",\"{\"\"team\"\":\"\"" + random.nextInt(20) + "\"\"}\"\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Expected(account, rows, billed);
    }
}
