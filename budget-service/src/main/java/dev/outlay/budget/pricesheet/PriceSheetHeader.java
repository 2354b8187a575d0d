package dev.outlay.budget.pricesheet;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The first line of a file: where each column is. */
final class PriceSheetHeader {

    private final int[] at = new int[PriceSheetColumn.values().length];
    private final int fields;

    private PriceSheetHeader(int fields) {
        this.fields = fields;
        Arrays.fill(at, -1);
    }

    /** Reads it: the columns in any order and casing, each once, and no other; adds what is wrong with it. */
    static PriceSheetHeader of(List<String> names, PriceSheetProblems problems) {
        PriceSheetHeader header = new PriceSheetHeader(names.size());
        Set<PriceSheetColumn> missing = EnumSet.allOf(PriceSheetColumn.class);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String shown = name.substring(0, Math.min(name.length(), 100));
            int position = i;
            PriceSheetColumn.named(name)
                    .ifPresentOrElse(
                            column -> {
                                if (!missing.remove(column)) {
                                    problems.add(1, column, "DuplicateColumn", "The header names the column twice.");
                                }
                                header.at[column.ordinal()] = position;
                            },
                            () -> problems.add(
                                    1,
                                    shown,
                                    "UnknownColumn",
                                    "A price sheet has no such column; the header has those of Azure's price sheet of"
                                            + " 2023-05-01."));
        }
        missing.stream()
                .filter(column -> !column.isOptional())
                .forEach(column -> problems.add(1, column, "MissingColumn", "The header does not name the column."));
        return header;
    }

    /** How many fields each line has. */
    int fields() {
        return fields;
    }

    /** The field in which a column is; -1 for none. */
    int at(PriceSheetColumn column) {
        return at[column.ordinal()];
    }
}
