package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.local.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is assigned to a group is had by whoever has a token that says it is in it, and by nobody else. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class GroupMembersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Outlay outlay = new Outlay();
    private final People people = new People(outlay);
    private final TokenIssuer tokens = TokenIssuer.in(Path.of(Outlay.config("parts.keys")));

    @AfterEach
    void close() {
        people.hush();
        outlay.close();
    }

    @Test
    void whatIsAssignedToAGroupReachesWhoeverIsInItUntilItIsTakenBack() {
        People.Owner owner = people.owner("Owner");
        String team = UUID.randomUUID().toString();
        String name = UUID.randomUUID().toString();
        String groups = owner.scope() + "/providers/Microsoft.Insights/actionGroups";
        String member = token(
                UUID.randomUUID().toString(),
                owner.customer(),
                Map.of("groups", List.of(UUID.randomUUID().toString(), team.toUpperCase(Locale.ROOT))));
        assertThat(outlay.call(member, "GET", groups + Groups.VERSION, null).status())
                .isEqualTo(403);

        outlay.assign(name, owner.scope(), team, "Reader");

        await().atMost(SOON)
                .until(() -> outlay.call(member, "GET", groups + Groups.VERSION, null)
                                .status()
                        == 200);
        assertThat(outlay.call(
                                member,
                                "PUT",
                                owner.scope() + "/resourceGroups/web/providers/Microsoft.Insights/actionGroups/g"
                                        + Groups.VERSION,
                                "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\"}}")
                        .status())
                .as("a reader")
                .isEqualTo(403);
        for (Object forged : List.of(
                team,
                7,
                true,
                Map.of("0", team),
                List.of(List.of(team)),
                List.of(Map.of("id", team)),
                List.of(7, team),
                Collections.nCopies(3, ""),
                Collections.singletonList(null),
                List.of("\0" + team),
                IntStream.range(0, 201)
                        .mapToObj(number -> number == 0 ? team : "g" + number)
                        .toList())) {
            String token = token(UUID.randomUUID().toString(), owner.customer(), Map.of("groups", forged));
            assertThat(outlay.call(token, "GET", groups + Groups.VERSION, null).status())
                    .as(forged.toString())
                    .isEqualTo(403);
        }
        assertThat(outlay.call(
                                token(
                                        UUID.randomUUID().toString(),
                                        UUID.randomUUID().toString(),
                                        Map.of("groups", List.of(team))),
                                "GET",
                                groups + Groups.VERSION,
                                null)
                        .status())
                .as("of another customer")
                .isEqualTo(403);

        outlay.tellAccess("assignment/" + name, null);

        await().atMost(SOON)
                .until(() -> outlay.call(member, "GET", groups + Groups.VERSION, null)
                                .status()
                        == 403);
    }

    private String token(String principal, String tenant, Map<String, ?> claims) {
        return tokens.token(principal, tenant, Set.of(), claims);
    }
}
