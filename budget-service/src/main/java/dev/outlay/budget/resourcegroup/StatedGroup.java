package dev.outlay.budget.resourcegroup;

import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a resource group.
 *
 * @param location as Azure names it in short; null where it is not said
 * @param saysManagedBy whether it is said who manages it
 * @param managedBy id of the resource that manages it; null for none
 * @param tags JSON, an object of texts, in place of those that there are; null where they are not said
 */
public record StatedGroup(
        @Nullable String location,
        boolean saysManagedBy,
        @Nullable String managedBy,
        @Nullable String tags) {}
