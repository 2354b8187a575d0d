package dev.outlay.budget.analysis;

import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.dimension.Dimension.Kept;

/**
 * Which of the ledger's tables answers a question: the smallest that knows all that is asked for. Decided here alone; a tier above the daily one, by months, would be asked first.
 */
enum Tier {
    /**
     * The daily cost. What it cannot tell apart, little as it is, is added up from charges in the same statement: {@link #asksForUseOfCommitments},
     * {@link #asksForGroupsWithoutSubscription}, and what was renamed, where names are asked for ({@link #isName}).
     */
    DAILY,
    /** Single charges. */
    CHARGES;

    static Tier of(CostQuestion question) {
        boolean isDaily = !question.measures().contains(CostMeasure.USAGE_QUANTITY)
                && !question.looksAt(subject -> !isInDailyCost(subject));
        return isDaily ? DAILY : CHARGES;
    }

    private static boolean isInDailyCost(Subject subject) {
        return switch (subject) {
            case Subject.OfTag tag -> false;
            case Subject.OfSaidInvoice said -> true;
            case Subject.OfDimension it -> it.dimension().kept() != Kept.WITH_EACH_CHARGE;
        };
    }

    /** Whether the daily cost knows what a subject is the name of, and descriptions the name. */
    static boolean isName(Subject subject) {
        return subject instanceof Subject.OfDimension it && it.dimension().kept() == Kept.NAME;
    }

    /** Whether usage under commitments has to be added up from charges. */
    static boolean asksForUseOfCommitments(CostView view) {
        return view.asksForTheUseOfCommitments();
    }

    /** Whether resource groups of charges without a subscription have to be looked for at the charges: as a scope, a resource group is in a subscription, and the daily cost knows scopes. */
    static boolean asksForGroupsWithoutSubscription(CostQuestion question) {
        return question.looksAt(subject -> subject instanceof Subject.OfDimension it
                && (it.dimension() == Dimension.RESOURCE_GROUP || it.dimension() == Dimension.RESOURCE_GROUP_NAME));
    }
}
