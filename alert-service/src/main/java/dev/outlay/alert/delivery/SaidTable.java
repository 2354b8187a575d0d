package dev.outlay.alert.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.alert.alert.Alert;
import dev.outlay.alert.alert.AlertsTable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads what claimed deliveries have to say, and all that decides whether they may: only reads, and in the transaction of the claim. */
@ApplicationScoped
class SaidTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Gives each delivery its alerts, oldest first. */
    Uni<List<Claimed>> with(Mutiny.StatelessSession session, List<Claimed> claimed) {
        return session.createNativeQuery("""
                        select cast(da.delivery_id as text), cast(a.id as text), cast(a.crossing as text),
                               array_to_string(da.holders, chr(31)),
                               (select s.cause from suppression s
                                where da.kind = 'email' and md5(s.address) = md5(da.receiver) and s.address = da.receiver
                                  and s.lifted_at is null and (s.budget_uuid is null or s.budget_uuid = a.budget_uuid)
                                order by s.cause limit 1),
                               da.partners, a.status,
                               (select case when bool_or(k.kind = da.kind and k.receiver = da.receiver) then 'BY_RECEIVER' else 'BY_OTHERS' end
                                from acknowledgement k where k.alert_id = a.id having count(*) > 0),
                               (select cast(json_agg(json_build_object('alert', h.id, 'partners', hd.partners,
                                                                       'crossing', cast(h.crossing as text)) order by h.created_at, h.id) as text)
                                from alert h
                                join delivery_alert hd on hd.alert_id = h.id and hd.kind = da.kind and md5(hd.receiver) = md5(da.receiver)
                                join delivery hx on hx.id = hd.delivery_id
                                where h.budget_uuid = a.budget_uuid and not h.test and not a.test and not h.cause_gone
                                  and cast(h.crossing ->> 'amount' as numeric) = cast(a.crossing ->> 'amount' as numeric)
                                  and h.crossing -> 'period' = a.crossing -> 'period'
                                  and h.crossing #> '{notification,thresholdType}' = a.crossing #> '{notification,thresholdType}'
                                  and cast(h.crossing #>> '{notification,threshold}' as numeric) >= 100
                                  and cast(a.crossing #>> '{notification,threshold}' as numeric) < 100
                                  and hd.receiver = da.receiver and hx.state in ('Gathering', 'Pending', 'Sending', 'Delivered')
                                  and (hx.state = 'Delivered' or h.status <> 'Dismissed' or coalesce(hx.bundle, '') not like 'wished %')
                                  -- What is still to be told may be withheld, unless it has every ground that this one has.
                                  and (hx.state = 'Delivered'
                                       or (hd.grounds @> da.grounds and (hd.grounds = '{}') = (da.grounds = '{}')))),
                               a.traceparent, array_to_string(da.grounds, chr(31))
                        from delivery_alert da join alert a on a.id = da.alert_id
                        where da.delivery_id = any(cast(:ids as uuid[]))
                        order by a.created_at, a.id
                        """, Object[].class)
                .setParameter("ids", claimed.stream().map(Claimed::id).toArray(UUID[]::new))
                .getResultList()
                .map(rows -> {
                    Map<UUID, List<Claimed.Said>> said = new HashMap<>();
                    for (Object[] row : rows) {
                        said.computeIfAbsent(UUID.fromString((String) row[0]), id -> new ArrayList<>())
                                .add(new Claimed.Said(
                                        AlertsTable.crossing(UUID.fromString((String) row[1]), (String) row[2]),
                                        GroundsColumn.read((String) row[10]),
                                        Holders.read((String) row[3]),
                                        Optional.ofNullable((String) row[4]).map(Suppression.Cause::ofWord),
                                        (Boolean) row[5],
                                        Alert.Status.ofWord((String) row[6]).orElseThrow(),
                                        Optional.ofNullable((String) row[7])
                                                .map(Claimed.Seen::valueOf)
                                                .orElse(Claimed.Seen.BY_NOBODY),
                                        exceeded((String) row[8]),
                                        Optional.ofNullable((String) row[9])));
                    }
                    return claimed.stream()
                            .map(each -> each.saying(said.getOrDefault(each.id(), List.of())))
                            .toList();
                });
    }

    private static List<Claimed.Exceeded> exceeded(@Nullable String column) {
        if (column == null) {
            return List.of();
        }
        try {
            return JSON.readTree(column)
                    .valueStream()
                    .map(each -> new Claimed.Exceeded(
                            AlertsTable.crossing(
                                    UUID.fromString(each.path("alert").asText()),
                                    each.path("crossing").asText()),
                            each.path("partners").asBoolean()))
                    .toList();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("PostgreSQL writes JSON", impossible);
        }
    }
}
