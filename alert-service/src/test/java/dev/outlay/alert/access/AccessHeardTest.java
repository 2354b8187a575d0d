package dev.outlay.alert.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** However many people have roles at a scope, what somebody may is found without looking at the others. */
class AccessHeardTest {

    private static final int ASSIGNMENTS = 100_000;
    private static final String SCOPE = "/subscriptions/sub";

    private final AccessHeard heard =
            new AccessHeard(Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC), Duration.ofSeconds(2));

    @Test
    void amongAHundredThousandAssignmentsOnlyThoseOfThePrincipalAreLookedAt() {
        for (int i = 0; i < ASSIGNMENTS; i++) {
            assign("assignment/" + i, SCOPE, "principal-" + i % (ASSIGNMENTS / 2), i % 2 == 0 ? "Reader" : "Owner");
        }
        assign("assignment/elsewhere", "/subscriptions/other", "principal-7", "Contributor");

        int lookedAt = 0;
        for (int group = 0; group <= 200; group++) {
            lookedAt += heard.heldBy("principal-" + group, SCOPE).size();
        }

        assertThat(lookedAt).as("of somebody who is in 200 groups").isEqualTo(2 * 201);
        assertThat(heard.rolesAt("principal-7", SCOPE)).containsExactly("Owner");
        assertThat(heard.rolesAt("principal-7", "/subscriptions/other")).containsExactly("Contributor");
        assertThat(heard.rolesAt("nobody", SCOPE)).isEmpty();
        assertThat(heard.rolesAt("principal-7", "/subscriptions/unknown")).isEmpty();
        assertThat(heard.heldBy("nobody", SCOPE)).isEmpty();
        assertThat(heard.holdersOf("Owner", SCOPE)).hasSize(ASSIGNMENTS / 4).contains("principal-7");
    }

    @Test
    void oneThatIsChangedOrTakenBackLeavesTheOthersOfThePrincipal() {
        assign("assignment/1", SCOPE, "me", "Reader");
        assign("assignment/2", SCOPE, "me", "Owner");
        assign("assignment/3", SCOPE, "you", "Owner");

        assign("assignment/1", SCOPE, "me", "Contributor");
        assertThat(heard.rolesAt("me", SCOPE)).containsExactlyInAnyOrder("Contributor", "Owner");
        assign("assignment/1", "/subscriptions/other", "me", "Contributor");
        assertThat(heard.rolesAt("me", SCOPE)).containsExactly("Owner");
        heard.forget("assignment/2");
        assertThat(heard.rolesAt("me", SCOPE)).isEmpty();
        assertThat(heard.rolesAt("me", "/subscriptions/other")).containsExactly("Contributor");
        assertThat(heard.holdersOf("Owner", SCOPE)).containsExactly("you");
        heard.forget("assignment/3");
        assertThat(heard.holdersOf("Owner", SCOPE)).isEmpty();
    }

    @Test
    void aRoleThatIsHeldByTwoAssignmentsStaysWhenOneOfThemIsTakenBack() {
        assign("assignment/1", SCOPE, "me", "Reader");
        assign("assignment/1/inherited", SCOPE, "me", "Reader");

        heard.forget("assignment/1");

        assertThat(heard.rolesAt("me", SCOPE)).containsExactly("Reader");
    }

    private void assign(String record, String scope, String principal, String role) {
        heard.hear(record, new AccessEvent.RoleAssignment(scope, principal, role));
    }
}
