package dev.outlay.alert.actiongroup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code action_group}. */
@Entity
@Table(name = "action_group")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
class ActionGroupRow {

    @Id
    UUID id;

    @Column(name = "owner_key")
    String ownerKey;

    @Column(name = "subscription_key")
    @Nullable
    String subscriptionKey;

    @Column(name = "customer_key")
    String customerKey;

    @Column(name = "name_key")
    String nameKey;

    @Column(name = "owner_id")
    String ownerId;

    String name;
    String body;
    String secrets;

    @Version
    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "modified_at")
    Instant modifiedAt;
}
