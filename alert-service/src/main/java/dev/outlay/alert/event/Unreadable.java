package dev.outlay.alert.event;

/** An event that cannot be read; the message begins with the JSON pointer of what is wrong. */
public final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    /** Names the place and what is wrong with it. */
    public Unreadable(String pointer, String message) {
        super(pointer + ": " + message);
    }
}
