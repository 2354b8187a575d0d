package dev.outlay.local;

/** A server outside of this JVM that a test can take away and bring back: what it had acknowledged is there again, on the same port. */
public interface KillablePart extends AutoCloseable {

    /** Ends it as {@code kill -9} does: it has no chance to finish anything. */
    void kill();

    /** Starts it again where it was killed, and returns when it answers; nothing happens where it runs. */
    void startAgain();

    /** Stops it for good. */
    @Override
    void close();
}
