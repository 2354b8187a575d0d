package dev.outlay.budget.resourcegroup;

import org.jspecify.annotations.Nullable;

/**
 * A resource group.
 *
 * @param name as it was first written
 * @param location as Azure names it in short; null where nobody has said it: of a group that is known from charges alone
 * @param managedBy id of the resource that manages it; null for none
 * @param tags JSON: an object of texts
 */
public record ResourceGroup(
        String name, @Nullable String location, @Nullable String managedBy, String tags) {

    /** The same with what else is said of it, as far as that says anything. */
    ResourceGroup with(StatedGroup stated) {
        return new ResourceGroup(
                name,
                stated.location() == null ? location : stated.location(),
                stated.saysManagedBy() ? stated.managedBy() : managedBy,
                stated.tags() == null ? tags : stated.tags());
    }
}
