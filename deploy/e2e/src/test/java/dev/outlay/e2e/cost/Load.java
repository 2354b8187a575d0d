package dev.outlay.e2e.cost;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

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
        List<String> names = names(account, "subscription", SUBSCRIPTIONS);
        List<String> customerNames = names(account, "customer", customers);
        List<Charge> made = new ArrayList<>(charges);
        for (int index = 0; index < charges; index++) {
            BigDecimal billed = amount(random);
            int subscription = random.nextInt(SUBSCRIPTIONS);
            made.add(new Charge(
                    "load-" + index,
                    account,
                    customerNames.get(subscription % customers),
                    names.get(subscription),
                    billed,
                    billed));
        }
        return new Load(account, List.copyOf(made));
    }

    /** Below one franc, with all its fraction digits. */
    static BigDecimal amount(Random random) {
        return BigDecimal.valueOf(1 + random.nextLong(100_000_000_000L), FRACTION_DIGITS);
    }

    private static List<String> names(Account account, String kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> UUID.nameUUIDFromBytes(
                                (account.name() + kind + index).getBytes(StandardCharsets.UTF_8))
                        .toString())
                .toList();
    }

    /** The charges in pieces of at most {@code size}. */
    public List<List<Charge>> batches(int size) {
        return batches(charges, size);
    }

    static List<List<Charge>> batches(List<Charge> charges, int size) {
        List<List<Charge>> batches = new ArrayList<>();
        for (int from = 0; from < charges.size(); from += size) {
            batches.add(charges.subList(from, Math.min(charges.size(), from + size)));
        }
        return batches;
    }

    /** What is to be found when all of them have been counted. */
    public Expected expected() {
        Map<String, BigDecimal> billed = new TreeMap<>();
        charges.forEach(charge -> billed.merge(String.valueOf(charge.customer()), charge.billed(), BigDecimal::add));
        return new Expected(account, charges.size(), billed);
    }
}
