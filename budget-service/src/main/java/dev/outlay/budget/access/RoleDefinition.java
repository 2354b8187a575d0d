package dev.outlay.budget.access;

import java.util.List;

/** A role that can be assigned: built in, or made by somebody. Both are asked in the same way what they allow. */
public sealed interface RoleDefinition permits Role, CustomRole {

    /** A guid in lower case: Azure's for a built-in role. */
    String id();

    /** The word that the database and events use, which no two roles share. */
    String key();

    /** Its name, for people. */
    String title();

    /** What it is for. */
    String description();

    /** What it allows: whatever one of them allows. */
    List<Permission> permissions();
}
