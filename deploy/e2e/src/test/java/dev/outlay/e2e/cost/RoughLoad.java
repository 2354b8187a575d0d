package dev.outlay.e2e.cost;

import dev.outlay.e2e.running.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A load as the world sends it, the same for the same seed but for the account: one charge in ten is restated, of those
 * one in four moves to another customer and one in ten overtakes what it restates; one request in twenty is sent again
 * later; and beside the requests, records come to the topic that nobody can count: no JSON, no charge, or other content
 * under a revision that is counted already.
 *
 * @param anchors charges that have to be counted before the rest is sent: the poison conflicts with them
 * @param counted what is to be in the ledger in the end
 * @param batches the requests, in the order in which they are sent
 * @param poison the texts of the records that are to end among the rejected ones
 */
public record RoughLoad(
        Account account, List<Charge> anchors, Expected counted, List<List<Charge>> batches, List<Poison> poison) {
    private static final int ANCHORS = 100;
    private static final int RESTATED_ONE_IN = 10;
    private static final int AGAIN_ONE_IN = 20;
    private static final int POISON_ONE_IN = 1000;

    /** A record that cannot be counted, under the id of what it claims to be. */
    public record Poison(String id, String data) {
        /** As it is written to the topic. */
        public ProducerRecord<String, byte[]> onPartition(int partition) {
            return Topics.charge(partition, id, Charge.SOURCE, 0, data);
        }
    }

    private record Sent(double moment, Charge charge) {}

    /** Makes a load of about 1.2 times as many charges as are counted in the end. */
    public static RoughLoad of(Account account, long seed, int customers, int charges, int batchSize) {
        Random random = new Random(seed);
        List<Charge> first =
                Load.of(account, seed, customers, charges + ANCHORS).charges();
        List<Charge> anchors = first.subList(0, ANCHORS);
        List<Charge> last = new ArrayList<>(anchors);
        List<Sent> sent = new ArrayList<>(charges + charges / RESTATED_ONE_IN);
        for (int index = ANCHORS; index < first.size(); index++) {
            Charge charge = first.get(index);
            sent.add(new Sent(index, charge));
            if (random.nextInt(RESTATED_ONE_IN) == 0) {
                charge = restated(charge, first.get(random.nextInt(first.size())), random);
                sent.add(new Sent(index + charges * later(random), charge));
            }
            last.add(charge);
        }
        sent.sort(Comparator.comparingDouble(Sent::moment));
        return new RoughLoad(
                account,
                anchors,
                new Load(account, last).expected(),
                again(Load.batches(sent.stream().map(Sent::charge).toList(), batchSize), random),
                poison(account, anchors, Math.max(ANCHORS, charges / POISON_ONE_IN)));
    }

    private static Charge restated(Charge charge, Charge other, Random random) {
        Charge belongs = random.nextInt(4) == 0 ? other : charge;
        var billed = Load.amount(random);
        return new Charge(charge.id(), charge.account(), belongs.customer(), belongs.subscription(), billed, billed, 1);
    }

    /** Within the next twentieth of the load, or a little earlier. */
    private static double later(Random random) {
        double twentieth = random.nextDouble() / 20;
        return random.nextInt(10) == 0 ? -twentieth : twentieth;
    }

    private static List<List<Charge>> again(List<List<Charge>> batches, Random random) {
        List<List<Charge>> sent = new ArrayList<>(batches);
        for (int times = batches.size() / AGAIN_ONE_IN; times > 0; times--) {
            int original = random.nextInt(sent.size());
            sent.add(original + random.nextInt(sent.size() - original), sent.get(original));
        }
        return List.copyOf(sent);
    }

    private static List<Poison> poison(Account account, List<Charge> anchors, int count) {
        List<Poison> poison = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            Charge anchor = anchors.get(index % anchors.size());
            poison.add(
                    switch (index % 3) {
                        case 0 ->
                            new Poison(
                                    "poison-" + index,
                                    "{\"BilledCost\":\"" + index + "\", no JSON of " + account.name());
                        case 1 ->
                            new Poison(
                                    "poison-" + index,
                                    "{\"x_BillingAccountId\":\"" + account.name() + "\",\"BillingCurrency\":\"" + index
                                            + "\"}");
                        default ->
                            new Poison(
                                    anchor.id(),
                                    Charge.of(anchor.id(), account, anchor.customer(), (index + 1) + ".5")
                                            .data());
                    });
        }
        return List.copyOf(poison);
    }

    /** How many charges the requests hold. */
    public long sent() {
        return anchors.size() + batches.stream().mapToLong(List::size).sum();
    }
}
