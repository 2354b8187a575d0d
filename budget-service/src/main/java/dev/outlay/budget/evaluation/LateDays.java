package dev.outlay.budget.evaluation;

import dev.outlay.budget.budget.TimeGrain;

/**
 * For how many days after its end a period's crossings are told, marked late; older ones are recorded only (DESIGN.md section 6, point 7).
 *
 * @param most for any period, 0 to 366
 * @param ofADay for a single day: who watches days wants to know of yesterday, not of last week
 */
record LateDays(int most, int ofADay) {

    int of(TimeGrain grain) {
        return grain == TimeGrain.DAILY ? Math.min(most, ofADay) : most;
    }
}
