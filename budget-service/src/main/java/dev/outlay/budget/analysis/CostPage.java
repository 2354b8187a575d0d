package dev.outlay.budget.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of an answer.
 *
 * @param question that it answers
 * @param next how many rows come before the next page; 0 where this is the last
 * @param invoicesUpTo number of the last closed invoice that it knows; null where it looked at none
 */
public record CostPage(
        CostQuestion question,
        List<CostRow> rows,
        int next,
        @Nullable Long invoicesUpTo) {}
