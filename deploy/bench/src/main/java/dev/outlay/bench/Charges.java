package dev.outlay.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Renders requests. The events are rendered once, one for each resource group; a request is a copy of some with source,
 * id and amounts filled in, so the load generator costs little more than the copying. Ids look like UUIDs of version 7
 * and grow with the number of the charge.
 */
final class Charges {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final long FIRST_MILLISECOND = 0x0199_0000_0000L;
    private static final int PER_MILLISECOND = 32;

    /** Source of every charge that is posted. */
    static final String SOURCE = "urn:outlay:bench:post";

    private final byte[][] events;
    private final int[][] holes;
    private final int together;

    Charges(int groups, LocalDate day, int together) {
        this.together = together;
        events = new byte[groups][];
        holes = new int[groups][];
        Hole[] all = Hole.values();
        for (int group = 0; group < groups; group++) {
            events[group] = Universe.event(group, day);
            holes[group] = new int[all.length];
            for (Hole hole : all) {
                holes[group][hole.ordinal()] = hole.in(events[group]);
            }
        }
    }

    /**
     * Charges of one measurement. All have one source; their numbers, and so their ids, are their own and greater than those of every run before.
     *
     * @param number of the run
     * @param groups resource groups that the charges are spread over
     * @param eachOnce whether the resource groups come in their order
     */
    record Run(int number, int groups, boolean eachOnce) {
        private long base() {
            return number * 1_000_000_000L;
        }

        /** Id of the charge before the first. */
        String from() {
            return text(base());
        }

        /** Id that is greater than every one of the run. */
        String to() {
            return text(base() + 999_999_999L);
        }

        private static String text(long number) {
            byte[] id = new byte[36];
            id(number, id, 0);
            return new String(id, StandardCharsets.US_ASCII).substring(0, 18);
        }
    }

    /** Bytes of an average event. */
    int averageBytes() {
        long sum = 0;
        for (byte[] event : events) {
            sum += event.length;
        }
        return (int) (sum / events.length);
    }

    /**
     * A batch of {@code count} charges from number {@code first} on, as {@code application/cloudevents-batch+json};
     * returns its length in {@code target}.
     */
    int batch(Run run, long first, int count, byte[] target) {
        byte[] source = SOURCE.getBytes(StandardCharsets.US_ASCII);
        int length = 0;
        target[length++] = '[';
        for (long i = first; i < first + count; i++) {
            long number = run.base() + i;
            if (i > first) {
                target[length++] = ',';
            }
            int group = (int) (run.eachOnce() ? i % run.groups() : mixed(number / together) % run.groups());
            byte[] event = events[group];
            System.arraycopy(event, 0, target, length, event.length);
            int[] at = holes[group];
            System.arraycopy(source, 0, target, length + at[Hole.SOURCE.ordinal()], source.length);
            id(number, target, length + at[Hole.ID.ordinal()]);
            long amounts = mixed(~number);
            digits(amounts, target, length + at[Hole.BILLED.ordinal()]);
            digits(amounts, target, length + at[Hole.EFFECTIVE.ordinal()]);
            digits(amounts >>> 7, target, length + at[Hole.LIST.ordinal()]);
            digits(amounts >>> 13, target, length + at[Hole.DOLLARS.ordinal()]);
            length += event.length;
        }
        target[length++] = ']';
        return length;
    }

    int mostBytes(int count) {
        int longest = 0;
        for (byte[] event : events) {
            longest = Math.max(longest, event.length);
        }
        return 2 + count * (longest + 1);
    }

    private static void id(long number, byte[] target, int at) {
        long time = FIRST_MILLISECOND + number / PER_MILLISECOND;
        long low = mixed(number);
        hex(time >>> 16, 8, target, at);
        target[at + 8] = '-';
        hex(time, 4, target, at + 9);
        target[at + 13] = '-';
        hex(0x7000 | number % PER_MILLISECOND, 4, target, at + 14);
        target[at + 18] = '-';
        hex(0x8000 | low >>> 48 & 0xfff, 4, target, at + 19);
        target[at + 23] = '-';
        hex(low, 12, target, at + 24);
    }

    private static void hex(long value, int width, byte[] target, int at) {
        for (int i = width - 1; i >= 0; i--) {
            target[at + i] = (byte) HEX[(int) (value & 15)];
            value >>>= 4;
        }
    }

    private static void digits(long value, byte[] target, int at) {
        long rest = value;
        for (int i = 7; i >= 0; i--) {
            target[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** SplitMix64's last step without the sign: spreads numbers evenly. */
    static long mixed(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return (z ^ z >>> 31) & Long.MAX_VALUE;
    }
}
