package dev.outlay.local.stack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Says what is being done and for how long: on a terminal in one line that is written over, elsewhere (a log, a pipe) in a line of its own
 * every five seconds.
 */
public final class Progress {
    private static final Duration QUIET_INTERVAL = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean terminal;
    private String stage = "";
    private String shown = "";
    private long beganNanos;
    private long shownNanos;

    /** Writes to {@code out}; {@code terminal} says whether a line can be written over there. */
    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Begins a stage, for instance {@code Starting}. */
    public synchronized void begin(String stage, String what) {
        this.stage = stage;
        beganNanos = System.nanoTime();
        shownNanos = beganNanos;
        shown = "";
        if (terminal) {
            show(what);
        }
    }

    /** Goes on with the stage: says what is being waited for. */
    public synchronized void at(String what) {
        long now = System.nanoTime();
        if (terminal || now - shownNanos >= QUIET_INTERVAL.toNanos()) {
            shownNanos = now;
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
        String line = String.format(
                Locale.ROOT, "%-9s  %s  %.0f s", stage, what, (System.nanoTime() - beganNanos) / 1_000_000_000.0);
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
