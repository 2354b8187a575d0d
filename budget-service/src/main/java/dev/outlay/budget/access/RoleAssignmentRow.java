package dev.outlay.budget.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A row of {@code role_assignment}, for reading; it is written by statements that settle who came first. */
@Entity
@Table(name = "role_assignment")
class RoleAssignmentRow {

    @Id
    @Nullable
    String name;

    @Column(name = "scope_arm_id", nullable = false)
    @Nullable
    String scopeArmId;

    @Column(name = "scope_key", nullable = false)
    @Nullable
    String scopeKey;

    @Column(name = "principal_id", nullable = false)
    @Nullable
    String principalId;

    @Column(name = "role", nullable = false)
    @Nullable
    String role;

    @Column(name = "role_definition_id")
    @Nullable
    String definitionId;

    @Column(name = "principal_type")
    @Nullable
    String principalType;

    @Column(name = "description")
    @Nullable
    String description;

    @Version
    long version;
}
