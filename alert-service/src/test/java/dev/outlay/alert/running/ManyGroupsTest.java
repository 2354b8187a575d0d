package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many action groups there can be, and that a list shows every one of them, however large they are. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ManyGroupsTest {

    private static final int MOST = 2_000;
    private static final int PAGE_BYTES = 4 * 1024 * 1024;
    private static final String GROUPS = "/providers/Microsoft.Insights/actionGroups";

    private final Outlay outlay = new Outlay();
    private final People people = new People(outlay);
    private final String account = "many-" + People.id();
    private final String atAccount = "/providers/Microsoft.Billing/billingAccounts/" + account + GROUPS;

    @AfterEach
    void close() {
        people.hush();
        outlay.sql("delete from action_group where owner_id like '%/" + account + "'");
        outlay.close();
    }

    @Test
    void aSubscriptionHasTwoThousandInAllOfItsGroupsHoweverManyComeAtOnce() {
        People.Owner owner = people.owner("Owner");
        assertThat(put(owner, "first", "model").status()).isEqualTo(201);
        copy(owner.subscription().toLowerCase(Locale.ROOT), MOST - 4, 0);

        List<Outlay.Answer> answers = IntStream.range(0, 8)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> put(owner, "invented-" + number, "another")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(3);
        assertThat(answers.stream().filter(answer -> answer.status() != 201))
                .hasSize(5)
                .allSatisfy(refused -> {
                    assertThat(refused.status()).as(refused.body().toString()).isEqualTo(409);
                    assertThat(refused.code()).isEqualTo("ResourceQuotaExceeded");
                    assertThat(refused.body().at("/error/message").asText())
                            .contains(
                                    "quota of '2000' resources of type 'Microsoft.Insights/actionGroups' per subscription")
                            .contains("Delete some");
                });
        assertThat(put(owner, "first", "model").status())
                .as("what is there is replaced")
                .isEqualTo(200);
        assertThat(people.get(owner, owner.scope() + GROUPS).body().path("value"))
                .as("all of them are on one page")
                .hasSize(MOST);
        assertThat(outlay.call(people.token(owner), "DELETE", path(owner, "first", "model"), null)
                        .status())
                .isEqualTo(200);
        assertThat(put(owner, "second", "next").status()).isEqualTo(201);
        outlay.sql("delete from action_group where subscription_key = '"
                + owner.subscription().toLowerCase(Locale.ROOT) + "'");
    }

    @Test
    void groupsThatAreMoreThanAPageAreReadToTheEndByTheLinks() {
        assertThat(outlay.admin(
                                "PUT",
                                atAccount + "/model" + Groups.VERSION,
                                Groups.webhookBody("https://hooks.example/x"))
                        .status())
                .isEqualTo(201);
        copy(account.toLowerCase(Locale.ROOT), 59, 200_000);

        List<String> names = new ArrayList<>();
        int pages = 0;
        String next = atAccount + Groups.VERSION;
        while (next != null) {
            Outlay.Answer page = outlay.admin("GET", next, null);
            assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
            assertThat(page.body().toString().length()).isLessThan(PAGE_BYTES + 1024 * 1024);
            page.body()
                    .path("value")
                    .forEach(group -> names.add(group.path("name").asText()));
            next = pathOf(page.body().path("nextLink").textValue());
            pages++;
        }

        assertThat(names).hasSize(60).doesNotHaveDuplicates().isSorted();
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void moreThanThereCanBeAreListedAllTheSame() {
        outlay.admin("PUT", atAccount + "/model" + Groups.VERSION, Groups.webhookBody("https://hooks.example/x"));
        copy(account.toLowerCase(Locale.ROOT), MOST + 4, 0);

        Outlay.Answer first = outlay.admin("GET", atAccount + Groups.VERSION, null);
        Outlay.Answer second = outlay.admin(
                "GET", String.valueOf(pathOf(first.body().path("nextLink").textValue())), null);

        assertThat(first.body().path("value")).hasSize(MOST);
        assertThat(second.body().path("value")).hasSize(5);
        assertThat(second.body().path("nextLink").isNull()).isTrue();
        assertThat(outlay.admin(
                                "PUT",
                                atAccount + "/one-more" + Groups.VERSION,
                                Groups.webhookBody("https://hooks.example/x"))
                        .code())
                .isEqualTo("ResourceQuotaExceeded");
        assertThat(outlay.admin(
                                "PUT",
                                atAccount + "/model" + Groups.VERSION,
                                Groups.webhookBody("https://hooks.example/y"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%21", "AAAA", "MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw", "w7_Dvw"})
    void aTokenOfSomebodyElseIsAClearError(String token) {
        Outlay.Answer refused = outlay.admin("GET", atAccount + Groups.VERSION + "&$skiptoken=" + token, null);

        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("InvalidSkipToken");
    }

    private static @Nullable String pathOf(@Nullable String link) {
        return link == null ? null : link.substring(link.indexOf("/providers/Microsoft.Billing"));
    }

    private static String path(People.Owner owner, String resourceGroup, String name) {
        return owner.scope() + "/resourceGroups/" + resourceGroup + GROUPS + "/" + name + Groups.VERSION;
    }

    private Outlay.Answer put(People.Owner owner, String resourceGroup, String name) {
        return outlay.call(
                people.token(owner),
                "PUT",
                path(owner, resourceGroup, name),
                Groups.webhookBody("https://hooks.example/x"));
    }

    /** Copies the group model, whose owner's key has this in it, in one statement; each with so many bytes more. */
    private void copy(String owner, int count, int bytes) {
        outlay.sql(
                "insert into action_group (id, owner_key, subscription_key, customer_key, name_key, owner_id, name, body, secrets, version,"
                        + " created_at, modified_at) select gen_random_uuid(), owner_key, subscription_key, customer_key, 'copy-' || n, owner_id, 'copy-' || n,"
                        + " left(body, -1) || ',\"tags\":{\"x\":\"' || repeat('x', " + bytes
                        + ") || '\"}}', secrets, version, created_at, modified_at"
                        + " from action_group, generate_series(1, " + count + ") n where name = 'model' and position('"
                        + owner
                        + "' in owner_key) > 0");
    }
}
