package dev.outlay.local.stack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says what is being done and for how long: on a terminal in one line that is written over, elsewhere (a log, a pipe) in a line of its own
 * where a stage begins and ends, where something has changed (once a second at most), and every five seconds in any case.
 */
public final class Progress {
    private static final Duration QUIET_INTERVAL = Duration.ofSeconds(5);
    private static final Duration CHANGE_INTERVAL = Duration.ofSeconds(1);

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private String stage = "";
    private String what = "";
    private String shown = "";
    private long beganNanos;
    private long shownNanos;

    /** Writes to {@code out}; {@code terminal} says whether a line can be written over there. */
    public Progress(PrintStream out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    /** The same with a clock of one's own. */
    Progress(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /** Begins a stage, for instance {@code Starting}. */
    public synchronized void begin(String stage, String what) {
        this.stage = stage;
        beganNanos = nanos.getAsLong();
        shown = "";
        show(what);
    }

    /** Goes on with the stage: says what is being waited for. */
    public synchronized void at(String what) {
        Duration silent = Duration.ofNanos(nanos.getAsLong() - shownNanos);
        Duration interval = what.equals(this.what) ? QUIET_INTERVAL : CHANGE_INTERVAL;
        if (terminal || silent.compareTo(interval) >= 0) {
            show(what);
        }
    }

    /** Ends the stage well. */
    public synchronized void done(String what) {
        show(what);
        if (terminal) {
            out.println();
        }
        out.flush();
        shown = "";
    }

    /** Leaves the stage's line as it is, so that something else can be said below it. */
    public synchronized void leave() {
        if (terminal && !shown.isEmpty()) {
            out.println();
            shown = "";
        }
    }

    /** Says something that is no stage. */
    public synchronized void say(String line) {
        leave();
        out.println(line);
        out.flush();
    }

    private void show(String what) {
        this.what = what;
        shownNanos = nanos.getAsLong();
        String line = String.format(
                Locale.ROOT, "%-9s  %s  %.0f s", stage, what, (shownNanos - beganNanos) / 1_000_000_000.0);
        if (!terminal) {
            out.println(line);
            out.flush();
            return;
        }
        String cut = line.substring(0, Math.min(line.length(), 118));
        out.print("\r" + cut + " ".repeat(Math.max(0, shown.length() - cut.length())));
        out.flush();
        shown = cut;
    }
}
