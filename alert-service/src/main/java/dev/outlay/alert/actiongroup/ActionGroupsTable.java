package dev.outlay.alert.actiongroup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.alert.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code action_group}. */
@ApplicationScoped
public class ActionGroupsTable {

    /** A group with the sealed secrets of its webhook receivers, by the receiver's name in lower case. */
    public record Kept(ActionGroup group, Map<String, byte[]> sealedSecrets) {}

    /** What a put did. */
    public record Put(boolean created, ActionGroup group, Map<String, WebhookSecret> written) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SecretSeal seal;
    private final Clock clock;

    ActionGroupsTable(SecretSeal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Creates the group or replaces it. The row is locked while its secrets are decided; of two that create the same group
     * at once one fails on the unique key and is to be run again as a whole.
     */
    public Uni<Put> put(Mutiny.Session session, ActionGroup group) {
        return row(session, group.id(), LockModeType.PESSIMISTIC_WRITE)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(replace(found.get(), group))
                        : create(session, group));
    }

    private Put replace(ActionGroupRow row, ActionGroup group) {
        SecretKeeping secrets = SecretKeeping.decide(group, open(row.secrets));
        write(row, group, secrets);
        return new Put(false, kept(row).group(), secrets.written());
    }

    private Uni<Put> create(Mutiny.Session session, ActionGroup group) {
        ActionGroupRow row = new ActionGroupRow();
        row.id = UUID.randomUUID();
        row.ownerKey = group.id().owner().key();
        row.subscriptionKey = group.id().subscription().orElse(null);
        row.nameKey = group.id().nameKey();
        row.ownerId = group.id().owner().id();
        row.name = group.id().name();
        row.createdAt = clock.instant();
        SecretKeeping secrets = SecretKeeping.decide(group, Map.of());
        write(row, group, secrets);
        return session.persist(row)
                .chain(session::flush)
                .replaceWith(() -> new Put(true, kept(row).group(), secrets.written()));
    }

    private void write(ActionGroupRow row, ActionGroup group, SecretKeeping secrets) {
        Instant now = clock.instant();
        row.body = group.body();
        row.modifiedAt = now;
        Map<String, String> sealed = new TreeMap<>();
        secrets.all()
                .forEach((name, secret) -> sealed.put(name, Base64.getEncoder().encodeToString(seal.seal(secret))));
        row.secrets = json(sealed);
    }

    /** The group with this id. */
    public Uni<Optional<ActionGroup>> find(Mutiny.Session session, ActionGroupId id) {
        return row(session, id, LockModeType.NONE)
                .map(found -> found.map(row -> kept(row).group()));
    }

    /** Deletes the group; says whether there was one. */
    public Uni<Boolean> delete(Mutiny.Session session, ActionGroupId id) {
        return row(session, id, LockModeType.PESSIMISTIC_WRITE)
                .chain(found -> found.isPresent()
                        ? session.remove(found.get()).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    /** The groups of a resource group or billing account, or of a whole subscription, by name. */
    public Uni<List<ActionGroup>> list(Mutiny.Session session, Scope scope, int limit) {
        Mutiny.SelectionQuery<ActionGroupRow> query = scope instanceof Scope.Subscription subscription
                ? session.createSelectionQuery(
                                "from ActionGroupRow where subscriptionKey = :owner order by nameKey, ownerKey",
                                ActionGroupRow.class)
                        .setParameter("owner", subscription.subscription().toLowerCase(Locale.ROOT))
                : session.createSelectionQuery(
                                "from ActionGroupRow where ownerKey = :owner order by nameKey", ActionGroupRow.class)
                        .setParameter("owner", scope.key());
        return query.setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(row -> kept(row).group()).toList());
    }

    /** Those of the given groups that exist, by their keys. */
    public Uni<Map<String, Kept>> findAll(Mutiny.StatelessSession session, Collection<ActionGroupId> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery("""
                        select g.owner_id, g.name, g.body, g.secrets
                        from action_group g
                        join unnest(cast(:owners as text[]), cast(:names as text[])) as wanted(owner_key, name_key)
                          on g.owner_key = wanted.owner_key and g.name_key = wanted.name_key
                        """, Object[].class)
                .setParameter("owners", ids.stream().map(id -> id.owner().key()).toArray(String[]::new))
                .setParameter("names", ids.stream().map(ActionGroupId::nameKey).toArray(String[]::new))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> kept((String) row[0], (String) row[1], (String) row[2], (String) row[3]))
                        .collect(Collectors.toMap(kept -> kept.group().id().key(), kept -> kept, (one, same) -> one)));
    }

    private static Uni<Optional<ActionGroupRow>> row(Mutiny.Session session, ActionGroupId id, LockModeType lock) {
        return session.createSelectionQuery(
                        "from ActionGroupRow where ownerKey = :owner and nameKey = :name", ActionGroupRow.class)
                .setParameter("owner", id.owner().key())
                .setParameter("name", id.nameKey())
                .setLockMode(lock)
                .getResultList()
                .map(rows -> rows.stream().findFirst());
    }

    private static Kept kept(ActionGroupRow row) {
        return kept(row.ownerId, row.name, row.body, row.secrets);
    }

    private static Kept kept(String ownerId, String name, String body, String secrets) {
        ActionGroupId id = new ActionGroupId(Scope.ofId(ownerId).orElseThrow(), name);
        Map<String, byte[]> sealed = new HashMap<>();
        texts(secrets)
                .forEach((receiver, text) ->
                        sealed.put(receiver, Base64.getDecoder().decode(text)));
        return new Kept(ActionGroupJson.stored(id, body), Map.copyOf(sealed));
    }

    private Map<String, WebhookSecret> open(String secrets) {
        Map<String, WebhookSecret> open = new HashMap<>();
        texts(secrets)
                .forEach((receiver, text) ->
                        open.put(receiver, seal.open(Base64.getDecoder().decode(text))));
        return open;
    }

    private static Map<String, String> texts(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("stored secrets are not JSON", impossible);
        }
    }

    private static String json(Map<String, String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
