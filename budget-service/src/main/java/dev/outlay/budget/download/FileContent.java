package dev.outlay.budget.download;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what files of a kind hold, part by part. */
interface FileContent {

    /** Some rows, and what comes after them. */
    interface Part {
        /** The names of the columns, in their order. */
        List<String> header();

        /** The cells of the rows, harmless to a program that calculates with tables. Made while they are taken, which is not on the event loop. */
        Stream<List<String>> cells();

        /** How many rows there are; there may be none although others follow. */
        int rows();

        /** Where the part after it begins, as the file keeps it; null where it is the last. */
        @Nullable
        String next();
    }

    /**
     * The next part of a file.
     *
     * @param rows that it may have at most
     * @return fails for a file of which what is kept cannot be read
     */
    Uni<Part> next(CostFileTable.Claimed file, int rows);
}
