package dev.outlay.bench;

import java.nio.charset.StandardCharsets;

/** A place of fixed width in a pre-rendered event, filled when it is sent. */
enum Hole {
    SOURCE('S', 21),
    ID('I', 36),
    BILLED('A', 8),
    EFFECTIVE('B', 8),
    LIST('C', 8),
    DOLLARS('D', 8);

    private final String mark;

    Hole(char letter, int width) {
        this.mark = "@" + String.valueOf(letter).repeat(width - 1);
    }

    String mark() {
        return mark;
    }

    /** Where it is in a rendered event. */
    int in(byte[] event) {
        int at = new String(event, StandardCharsets.ISO_8859_1).indexOf(mark);
        if (at < 0) {
            throw new IllegalArgumentException("no " + name() + " in the event");
        }
        return at;
    }
}
