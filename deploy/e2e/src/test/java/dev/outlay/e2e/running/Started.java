package dev.outlay.e2e.running;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started so far, to be stopped in the reverse order, also when the next of it does not start. */
final class Started implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T with(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) { // whatever one part says, the others are to be stopped too
                System.err.println(part + " did not stop: " + e);
            }
        }
    }
}
