package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a deployment may cost to work out, all of its templates together: how deep one thing is worked out within another, how large a value is, how much is made and looked through in all, and for how long a
 * processor is kept. A template of a few lines could ask for more than there is memory, since values that are put into each other double.
 */
public final class Work {

    /** How deep expressions, variables and values may be in each other. */
    private static final int DEEPEST = 150;

    /** Of one value, in units of a node or four characters. */
    private static final long LARGEST = 65_536;

    /** Of everything that is made and looked through. */
    private static final long MOST = 4_000_000;

    /** Resources of a deployment and of those within it. */
    private static final int MOST_RESOURCES = 50;

    /** Of a processor's time, in nanoseconds: the counted work takes a part of it, and what is counted too low ends here. */
    private static final long LONGEST = Duration.ofSeconds(1).toNanos();

    /** How much is spent between two looks at the time. */
    private static final long STEP = 1_024;

    private final LongSupplier processor;
    private long left = MOST;
    private long untilLook = STEP;
    private long taken;
    private long since;
    private boolean isTimed;
    private boolean isLate;
    private int resources;
    private int depth;

    /** Of a new deployment, timed by the processor's time of the thread that works it out. */
    public Work() {
        this(Work::processorTime);
    }

    /** @param processor how long the present thread has had a processor, in nanoseconds from anywhere */
    Work(LongSupplier processor) {
        this.processor = processor;
    }

    /** How long the present thread has had a processor, in nanoseconds from anywhere: by the clock where nothing counts that. */
    public static long processorTime() {
        var threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported()
                        && !Thread.currentThread().isVirtual()
                ? threads.getCurrentThreadCpuTime()
                : System.nanoTime();
    }

    /** Works something out by the clock, all of it in this thread. What is waited for between two such is nobody's work. */
    <T> T timed(Supplier<T> what) {
        if (isTimed) {
            return what.get();
        }
        since = processor.getAsLong();
        isTimed = true;
        try {
            return what.get();
        } finally {
            isTimed = false;
            taken += processor.getAsLong() - since;
        }
    }

    /** Begins something within something else; each {@link #leave()} ends one. One that is refused has not begun. */
    void enter() {
        spend(1);
        if (depth >= DEEPEST) {
            throw TemplateProblem.of("expressions, variables or values are more than " + DEEPEST + " deep.");
        }
        depth++;
    }

    void leave() {
        depth--;
    }

    /**
     * Counts resources that are to be made.
     *
     * @param more below 0 for those that are counted again
     */
    void resources(int more) {
        resources += more;
        if (resources > MOST_RESOURCES) {
            throw TemplateProblem.of("there are more than " + MOST_RESOURCES + " resources. Deploy them in parts.");
        }
    }

    /** Takes from what is left. */
    void spend(long units) {
        left -= units;
        untilLook -= units;
        if (untilLook < 0) {
            untilLook = STEP;
            isLate |= isTimed && taken + processor.getAsLong() - since > LONGEST;
        }
        requireLeft();
    }

    /** Fails where nothing is left: also for whoever goes on after a refusal. */
    void requireLeft() {
        if (isLate) {
            throw TemplateProblem.of(
                    "the template takes more work than one deployment may: a second of a processor. Deploy it in parts.");
        }
        if (left < 0) {
            throw TemplateProblem.of("the template takes more work than one deployment may. Deploy it in parts.");
        }
    }

    /** How much was spent. */
    long spent() {
        return MOST - left;
    }

    /** Counts a value that was made. */
    JsonNode made(JsonNode value) {
        spend(weight(value, DEEPEST, LARGEST));
        return value;
    }

    /** Counts a value that is compared with others, so many times. */
    void compared(JsonNode value, long times) {
        spend(weight(value, DEEPEST, LARGEST) * times);
    }

    /** Counts the search for a text in another one, which can take as long as the product of both. */
    void sought(String in, String sought) {
        spend(1 + in.length() / 4L + (long) in.length() * sought.length() / 64);
    }

    /** Counts a text before it is made. */
    void text(long characters) {
        long units = characters / 4;
        if (units > LARGEST) {
            throw tooLarge();
        }
        spend(units);
    }

    /** Counts elements before they are put into an array with those that it has. */
    void elements(int there, int more) {
        if ((long) there + more > LARGEST) {
            throw tooLarge();
        }
        spend(more);
    }

    /** A value that holds one part often weighs as if it held as many: so it would be written. */
    private long weight(JsonNode value, int depth, long most) {
        if (depth == 0) {
            throw TemplateProblem.of("values are more than " + DEEPEST + " deep.");
        }
        if (value instanceof MissingNode) {
            return 0;
        }
        long weight = 1 + (value.isTextual() ? value.textValue().length() / 4L : 0);
        if (value.isObject()) {
            for (var member : value.properties()) {
                weight += 1 + member.getKey().length() / 4L;
            }
        }
        for (JsonNode each : value) {
            if (weight > most) {
                break;
            }
            weight += weight(each, depth - 1, most - weight);
        }
        if (weight > most) {
            throw tooLarge();
        }
        return weight;
    }

    /** Finding that out was work as well. */
    private RuntimeException tooLarge() {
        spend(LARGEST);
        return TemplateProblem.of("a value is larger than 256 KiB.");
    }
}
