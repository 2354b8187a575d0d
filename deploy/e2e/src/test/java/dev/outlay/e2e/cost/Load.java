package dev.outlay.e2e.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Many charges of one account, the same for the same seed but for the account: a known number of customers and subscriptions, amounts with eleven
 * fraction digits.
 *
 * @param charges in the order in which they are sent
 */
public record Load(Account account, List<Charge> charges) {
    private static final int FRACTION_DIGITS = 11;
    private static final int SUBSCRIPTIONS = 16;

    /** Makes a load. */
    public static Load of(Account account, long seed, int customers, int charges) {
        Random random = new Random(seed);
        List<Charge> made = new ArrayList<>(charges);
        for (int index = 0; index < charges; index++) {
            BigDecimal billed = BigDecimal.valueOf(1 + random.nextLong(100_000_000_000L), FRACTION_DIGITS);
            int subscription = random.nextInt(SUBSCRIPTIONS);
            made.add(new Charge(
                    "load-" + index,
                    account,
                    customer(account, subscription % customers),
                    subscription(account, subscription),
                    billed,
                    billed));
        }
        return new Load(account, List.copyOf(made));
    }

    private static String customer(Account account, int index) {
        return named(account, "customer", index);
    }

    private static String subscription(Account account, int index) {
        return named(account, "subscription", index);
    }

    private static String named(Account account, String kind, int index) {
        return UUID.nameUUIDFromBytes((account.name() + kind + index).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    /** The charges in pieces of at most {@code size}. */
    public List<List<Charge>> batches(int size) {
        List<List<Charge>> batches = new ArrayList<>();
        for (int from = 0; from < charges.size(); from += size) {
            batches.add(charges.subList(from, Math.min(charges.size(), from + size)));
        }
        return batches;
    }

    /** What each customer is billed. */
    public Map<String, BigDecimal> billedByCustomer() {
        Map<String, BigDecimal> billed = new TreeMap<>();
        charges.forEach(charge -> billed.merge(String.valueOf(charge.customer()), charge.billed(), BigDecimal::add));
        return billed;
    }
}
