package dev.outlay.openapi;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One way to break a request. */
record Mutation(String name, Change change) {

    /** Breaks a request. */
    interface Change {

        /** The broken request; null where this kind of request cannot be broken so. */
        @Nullable
        MalformedRequest apply(GoodRequest good, Random random);
    }

    static Mutation of(String name, Change change) {
        return new Mutation(name, change);
    }

    @Nullable
    MalformedRequest apply(GoodRequest good, Random random) {
        return change.apply(good, random);
    }
}
