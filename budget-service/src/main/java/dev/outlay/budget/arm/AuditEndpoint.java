package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.audit.Audit;
import dev.outlay.budget.audit.AuditQuestion;
import dev.outlay.budget.audit.AuditedChange;
import dev.outlay.budget.audit.AuditedKind;
import dev.outlay.budget.budget.JsonText;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.ScopedPath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who changed what, over HTTP, for the partner's admins. */
@ApplicationScoped
class AuditEndpoint {

    private static final int LONGEST = 4_096;
    private static final int MOST_DIGITS = 18;
    private static final int LAST_YEAR = 9_999;

    private final Audit audit;
    private final Access access;

    AuditEndpoint(Audit audit, Access access) {
        this.audit = audit;
        this.access = access;
    }

    Uni<Answer> list(Call call) {
        access.admit(call.principal(), call.route().need());
        return audit.page(question(call)).map(found -> Answer.ok(page(call, found)));
    }

    private static AuditQuestion question(Call call) {
        return new AuditQuestion(
                moment(call, "since"),
                moment(call, "until"),
                scope(text(call, "scope")),
                kind(call),
                name(call),
                text(call, "principal"),
                before(Query.value(call.query(), "$skiptoken")));
    }

    /** The kind that is asked for; {@code budget} asks for budgets alone. */
    private static @Nullable AuditedKind kind(Call call) {
        String kind = Query.value(call.query(), "kind");
        AuditedKind asked = kind == null
                ? null
                : AuditedKind.named(kind).orElseThrow(() -> Refusal.badRequest("'kind' must be one of "
                                + Arrays.stream(AuditedKind.values())
                                        .map(AuditedKind::label)
                                        .collect(Collectors.joining(", "))
                                + ".")
                        .exception());
        if (text(call, "budget") == null) {
            return asked;
        }
        if (asked != null && asked != AuditedKind.BUDGET) {
            throw Refusal.badRequest("'budget' names a budget; ask with 'name' for anything else.")
                    .exception();
        }
        return AuditedKind.BUDGET;
    }

    private static @Nullable String name(Call call) {
        String budget = text(call, "budget");
        String name = text(call, "name");
        if (budget != null && name != null) {
            throw Refusal.badRequest("'budget' and 'name' both name what was changed. Send one of them.")
                    .exception();
        }
        return budget == null ? name : budget;
    }

    private static @Nullable String text(Call call, String name) {
        String text = call.parameter(name);
        if (text.length() > LONGEST || !JsonText.isStorable(text)) {
            throw Refusal.badRequest("'" + name + "' is too long, or holds what no name can hold.")
                    .exception();
        }
        return text.isBlank() ? null : text.strip();
    }

    /** The ARM id of a scope as the audit compares it. */
    private static @Nullable String scope(@Nullable String id) {
        if (id == null) {
            return null;
        }
        return ScopedPath.ofId(id)
                .map(scope -> scope.armId().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> Refusal.badRequest(
                                "'scope' must be the id of a billing account, billing profile, customer, subscription, resource"
                                        + " group or management group.")
                        .exception());
    }

    /** A moment with its offset, or a day, which begins at midnight UTC. */
    private static @Nullable Instant moment(Call call, String name) {
        String text = call.parameter(name);
        if (text.isBlank()) {
            return null;
        }
        try {
            OffsetDateTime moment = text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text);
            if (moment.getYear() > 1 && moment.getYear() < LAST_YEAR) {
                return moment.toInstant();
            }
        } catch (DateTimeException malformed) {
            // Said below, with what is expected.
        }
        throw Refusal.badRequest("'" + name
                        + "' must be a moment such as 2026-11-01T00:00:00Z, or a day such as 2026-11-01 (UTC).")
                .exception();
    }

    private static long before(@Nullable String token) {
        if (token == null) {
            return Long.MAX_VALUE;
        }
        if (token.isEmpty() || token.length() > MOST_DIGITS || !token.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Refusal.badRequest("'$skiptoken' is none of ours. Follow nextLink as it is.")
                    .exception();
        }
        return Long.parseLong(token);
    }

    private static ObjectNode page(Call call, List<AuditedChange> found) {
        ObjectNode page = ArmJson.node();
        ArrayNode value = page.putArray("value");
        List<AuditedChange> shown = found.subList(0, Math.min(found.size(), Audit.PAGE));
        shown.forEach(change -> value.add(body(change)));
        return found.size() > Audit.PAGE
                ? page.put(
                        "nextLink",
                        Links.next(
                                call, "/v1/audit", Long.toString(shown.getLast().id())))
                : page.putNull("nextLink");
    }

    private static ObjectNode body(AuditedChange change) {
        ObjectNode body = ArmJson.node()
                .put("id", Long.toString(change.id()))
                .put("at", change.at().toString())
                .put("principal", change.principal())
                .put("tenant", change.tenant())
                .put("action", change.action())
                .put("scope", change.scopeArmId())
                .put("kind", change.kind())
                .put("name", change.name())
                .put("budget", change.budget() == null ? null : change.name())
                .put(
                        "budgetId",
                        change.budget() == null ? null : change.budget().toString())
                .put("requestId", change.requestId());
        json(body, "before", change.before());
        json(body, "after", change.after());
        return body;
    }

    /** As the database keeps it: it was written by this service and is not read again on its way out. */
    private static void json(ObjectNode body, String name, @Nullable String text) {
        if (text == null) {
            body.putNull(name);
        } else {
            body.putRawValue(name, new RawValue(text));
        }
    }
}
