package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.access.Access;
import dev.outlay.budget.arrival.ChargeArrivals;
import dev.outlay.budget.arrival.SourceFreshness;
import dev.outlay.budget.arrival.SourceKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fresh the cost of each source is, over HTTP, for the partner's admins. */
@ApplicationScoped
class SourcesEndpoint {

    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 100;
    private static final int MOST_DIGITS = 9;

    private final ChargeArrivals arrivals;
    private final Access access;

    SourcesEndpoint(ChargeArrivals arrivals, Access access) {
        this.arrivals = arrivals;
        this.access = access;
    }

    Uni<Answer> list(Call call) {
        access.admit(call.principal(), call.route().need());
        int top = PageSize.of(call, USUAL_PAGE, LARGEST_PAGE);
        return arrivals.page(after(PageToken.read(call.query())), top + 1)
                .map(found -> Answer.ok(page(call, found, top)));
    }

    private static SourceKey after(@Nullable String token) {
        if (token == null) {
            return SourceKey.NONE;
        }
        int end = token.indexOf(' ');
        if (end < 0) {
            throw PageToken.refused();
        }
        return new SourceKey(number(token.substring(0, end)), number(token.substring(end + 1)));
    }

    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw PageToken.refused();
        }
        return Integer.parseInt(digits);
    }

    private static ObjectNode page(Call call, List<SourceFreshness> found, int top) {
        ObjectNode page = ArmJson.node();
        ArrayNode value = page.putArray("value");
        List<SourceFreshness> shown = found.subList(0, Math.min(found.size(), top));
        shown.forEach(source -> value.add(body(source)));
        if (found.size() <= top) {
            return page.putNull("nextLink");
        }
        SourceKey last = shown.getLast().key();
        return page.put(
                "nextLink", Links.next(call, "/v1/sources", PageToken.write(last.account() + " " + last.source())));
    }

    private static ObjectNode body(SourceFreshness source) {
        ObjectNode body = ArmJson.node()
                .put("billingAccount", source.account())
                .put("source", source.source())
                .put("newestChargeDay", source.newestDay().toString())
                .put("lastRecordedAt", source.lastAt().toString())
                .put("charges", source.charges())
                .put("ageInDays", source.age())
                .put("longestUsualAgeInDays", source.longestUsualAge())
                .put("late", source.isLate());
        ArrayNode completeness = body.putArray("completeness");
        List<BigDecimal> usual = source.completeness();
        for (int age = 0; age < usual.size(); age++) {
            completeness.addObject().put("ageInDays", age).put("usually", usual.get(age));
        }
        return body;
    }
}
