package dev.outlay.alert.actiongroup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.alert.database.Instants;
import dev.outlay.alert.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * The table {@code action_group}. Its statements return what they have written: an {@code executeUpdate} leaves a session of
 * Hibernate Reactive with things to clean up, of which it warns when it is closed.
 */
@ApplicationScoped
public class ActionGroupsTable {

    /**
     * A group as it is kept.
     *
     * @param row           id of the row: a group that is deleted and made again is another one
     * @param group         empty where what is kept cannot be read: nobody is told through it, and everybody else is
     * @param customer      whose it is, as tables keep a customer; empty for the partner
     * @param sealedSecrets secrets of its webhook receivers, by the receiver's name in lower case
     */
    public record Kept(
            UUID row,
            ActionGroupId id,
            Optional<ActionGroup> group,
            String customer,
            Map<String, byte[]> sealedSecrets) {

        /** The webhook receiver of this name, in any casing, where the group can be read and has it. */
        public Optional<Receiver.Webhook> webhook(String name) {
            return group.stream()
                    .flatMap(readable -> readable.webhooks().stream())
                    .filter(webhook -> webhook.name().equalsIgnoreCase(name))
                    .findFirst();
        }
    }

    /** What a put did; {@code row} is the id of the group's row. */
    public record Put(boolean created, UUID row, ActionGroup group, Map<String, WebhookSecret> written) {}

    private static final Logger LOG = Logger.getLogger(ActionGroupsTable.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SecretSeal seal;
    private final Clock clock;

    ActionGroupsTable(SecretSeal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Creates the customer's group of this name or replaces it; one of another customer is left alone. Fails with {@link TooManyGroups} where there are so many already. The row is locked
     * while its secrets are decided. Whoever is forestalled in creating it looks again, and finds it unless it has been
     * deleted since: each round waits for a transaction that has got further, so none goes round for nothing.
     */
    public Uni<Put> put(Mutiny.Session session, ActionGroup group, Sight sight) {
        return rows(session, group.id(), "for update")
                .map(rows -> of(rows, sight.customer()))
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(replace(found.get(), group))
                        : create(session, group, sight.customer())
                                .chain(created -> created.isPresent()
                                        ? Uni.createFrom().item(created.get())
                                        : put(session, group, sight)));
    }

    private Put replace(ActionGroupRow row, ActionGroup group) {
        SecretKeeping secrets = SecretKeeping.decide(group, open(row.secrets));
        row.body = group.body();
        row.secrets = sealed(secrets);
        row.modifiedAt = clock.instant();
        return new Put(false, row.id, group(row), secrets.written());
    }

    /** Empty where there is one of this name by now; a transaction that is just making it is waited for. */
    private Uni<Optional<Put>> create(Mutiny.Session session, ActionGroup group, String customer) {
        return GroupsOfPlaceTable.requireRoom(session, group.id(), customer)
                .chain(() -> insert(session, group, customer));
    }

    private Uni<Optional<Put>> insert(Mutiny.Session session, ActionGroup group, String customer) {
        SecretKeeping secrets = SecretKeeping.decide(group, Map.of());
        return session.createNativeQuery("""
                        insert into action_group (id, owner_key, subscription_key, customer_key, name_key, owner_id, name,
                                                  body, secrets, version, created_at, modified_at)
                        select :id, :owner, nullif(:subscription, ''), :customer, :key, :ownerId, :name, :body, :secrets, 0,
                               t.now, t.now
                        from (select timestamptz 'epoch' + cast(:now as bigint) * interval '1 microsecond' as now) as t
                        on conflict do nothing
                        returning id
                        """, UUID.class)
                .setParameter("id", UUID.randomUUID())
                .setParameter("owner", group.id().owner().key())
                .setParameter("subscription", group.id().subscription().orElse(""))
                .setParameter("customer", customer)
                .setParameter("key", group.id().nameKey())
                .setParameter("ownerId", group.id().owner().id())
                .setParameter("name", group.id().name())
                .setParameter("body", group.body())
                .setParameter("secrets", sealed(secrets))
                .setParameter("now", Instants.toMicros(clock.instant()))
                .getResultList()
                .map(inserted -> inserted.stream()
                        .findFirst()
                        .map(id -> new Put(
                                true, id, ActionGroupJson.stored(group.id(), group.body()), secrets.written())));
    }

    private String sealed(SecretKeeping secrets) {
        Map<String, String> sealed = new TreeMap<>();
        secrets.all()
                .forEach((name, secret) -> sealed.put(name, Base64.getEncoder().encodeToString(seal.seal(secret))));
        return json(sealed);
    }

    /** Changes tags and whether the group is enabled, as a patch says; empty where there is no such group. */
    public Uni<Optional<ActionGroup>> patch(
            Mutiny.Session session, ActionGroupId id, ActionGroupPatch patch, Sight sight) {
        return rows(session, id, "for update").map(rows -> seen(rows, sight).map(row -> {
            row.body = patch.applyTo(row.body);
            row.modifiedAt = clock.instant();
            return group(row);
        }));
    }

    /** The group with this id. */
    public Uni<Optional<ActionGroup>> find(Mutiny.Session session, ActionGroupId id, Sight sight) {
        return rows(session, id, "").map(rows -> seen(rows, sight).map(row -> group(row)));
    }

    /**
     * Deletes the group; says whether there was one. A statement does it and not the session's {@code remove}, which loses
     * transactions: in Hibernate Reactive all sessions share the one field that says when a delete is done, so of two at
     * once the earlier is never told and keeps its connection and its lock. The row is locked, so it needs no version.
     */
    public Uni<Boolean> delete(Mutiny.Session session, ActionGroupId id, Sight sight) {
        return rows(session, id, "for update")
                .map(rows -> seen(rows, sight))
                .chain(found -> found.isPresent()
                        ? session.createNativeQuery("delete from action_group where id = :id returning id", UUID.class)
                                .setParameter("id", found.get().id)
                                .getResultList()
                                .map(deleted -> !deleted.isEmpty())
                        : Uni.createFrom().item(false));
    }

    /** Those of the given groups that exist, by their keys: under one key those of every customer that has one. */
    public Uni<Map<String, List<Kept>>> findAll(Mutiny.StatelessSession session, Collection<ActionGroupId> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery("""
                        select cast(g.id as text), g.owner_id, g.name, g.customer_key, g.body, g.secrets
                        from action_group g
                        join unnest(cast(:owners as text[]), cast(:names as text[])) as wanted(owner_key, name_key)
                          on md5(g.owner_key) = md5(wanted.owner_key) and g.owner_key = wanted.owner_key
                         and g.name_key = wanted.name_key
                        order by g.modified_at desc, g.id
                        """, Object[].class)
                .setParameter("owners", ids.stream().map(id -> id.owner().key()).toArray(String[]::new))
                .setParameter("names", ids.stream().map(ActionGroupId::nameKey).toArray(String[]::new))
                .getResultList()
                .map(rows -> rows.stream().map(ActionGroupsTable::kept).collect(Collectors.groupingBy(kept -> kept.id()
                        .key())));
    }

    /** The group with this id as one with that sight sees it. */
    public Uni<Optional<Kept>> findKept(Mutiny.StatelessSession session, ActionGroupId id, Sight sight) {
        return findAll(session, List.of(id)).map(found -> {
            List<Kept> ofThisName = found.getOrDefault(id.key(), List.of());
            return ofThisName.stream()
                    .filter(kept -> kept.customer().equals(sight.customer()))
                    .findFirst()
                    .or(() -> sight.all() ? ofThisName.stream().findFirst() : Optional.empty());
        });
    }

    /** The group of this row. */
    public Uni<Optional<Kept>> findKept(Mutiny.StatelessSession session, UUID row) {
        return session.createNativeQuery("""
                        select cast(id as text), owner_id, name, customer_key, body, secrets from action_group
                        where id = cast(:row as uuid)
                        """, Object[].class)
                .setParameter("row", row.toString())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(ActionGroupsTable::kept));
    }

    /** The rows of this name: one for each customer that has given it. */
    private static Uni<List<ActionGroupRow>> rows(Mutiny.Session session, ActionGroupId id, String lock) {
        return session.createNativeQuery("""
                        select * from action_group
                        where md5(owner_key) = md5(:owner) and owner_key = :owner and name_key = :name
                        order by modified_at desc, id
                        """ + lock, ActionGroupRow.class)
                .setParameter("owner", id.owner().key())
                .setParameter("name", id.nameKey())
                .getResultList();
    }

    private static Optional<ActionGroupRow> of(List<ActionGroupRow> rows, String customer) {
        return rows.stream().filter(row -> row.customerKey.equals(customer)).findFirst();
    }

    private static Optional<ActionGroupRow> seen(List<ActionGroupRow> rows, Sight sight) {
        return of(rows, sight.customer()).or(() -> sight.all() ? rows.stream().findFirst() : Optional.empty());
    }

    private static ActionGroup group(ActionGroupRow row) {
        return ActionGroupJson.stored(id(row.ownerId, row.name), row.body);
    }

    static ActionGroupId id(String ownerId, String name) {
        return new ActionGroupId(Scope.ofId(ownerId).orElseThrow(), name);
    }

    static Kept kept(Object[] columns) {
        UUID row = UUID.fromString((String) columns[0]);
        ActionGroupId id = id((String) columns[1], (String) columns[2]);
        String customer = (String) columns[3];
        try {
            Map<String, byte[]> sealed = new HashMap<>();
            texts((String) columns[5])
                    .forEach((receiver, text) ->
                            sealed.put(receiver, Base64.getDecoder().decode(text)));
            return new Kept(
                    row,
                    id,
                    Optional.of(ActionGroupJson.stored(id, (String) columns[4])),
                    customer,
                    Map.copyOf(sealed));
        } catch (IllegalStateException | IllegalArgumentException unreadable) {
            LOG.errorf(unreadable, "group=%s cannot be read; alerts that name it go to the others", id.id());
            return new Kept(row, id, Optional.empty(), customer, Map.of());
        }
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
