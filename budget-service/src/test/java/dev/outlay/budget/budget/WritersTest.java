package dev.outlay.budget.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.access.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who answers for which contact of a budget, whoever writes it in which order. */
class WritersTest {

    private final Writers.Writer anna = writer("Anna", "PARTNER");
    private final Writers.Writer bert = writer("bert", "partner");
    private final Writers.Writer carl = writer("carl", "customer");
    private final Writers.Writer dora = writer("dora", "Customer", "team");

    private static Writers.Writer writer(String id, String tenant, String... groups) {
        return Writers.Writer.of(new Principal(id, tenant, Set.of("GlobalAdmin"), Set.of(groups)));
    }

    private static Set<Contact> emails(String... addresses) {
        return Arrays.stream(addresses)
                .map(address -> new Contact(Contact.Kind.EMAIL, address))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Test
    void whoeverEditsAnswersForWhatIsNewAndAnotherTenantGoesOnAnsweringForWhatStays() {
        Writers edited = Writers.of(anna).then(carl, emails("finance@p"), emails("Finance@P", "ops@c"));

        assertThat(edited.all()).containsExactly(carl, anna.with(emails("finance@p")));

        Writers again = edited.then(bert, emails("finance@p", "ops@c"), emails("finance@p", "ops@c", "new@p"));
        assertThat(again.all()).containsExactly(bert, carl.with(emails("ops@c")));
    }

    @Test
    void whoeverOfTheSameTenantWritesTakesOverAllThatItsTenantAnswersFor() {
        Writers edited = Writers.of(anna).then(carl, emails("finance@p"), emails("finance@p", "ops@c"));

        assertThat(edited.then(dora, emails("finance@p", "ops@c"), emails("finance@p", "ops@c"))
                        .all())
                .containsExactly(dora, anna.with(emails("finance@p")));
        assertThat(Writers.of(carl).then(dora, emails("ops@c"), emails("ops@c")).all())
                .containsExactly(dora);
    }

    @Test
    void whatIsTakenOutAndNamedAgainIsThatOfWhoeverNamesIt() {
        Writers without = Writers.of(carl).then(anna, emails("ops@c"), emails());
        assertThat(without.all()).containsExactly(anna);
        assertThat(without.then(bert, emails(), emails("ops@c")).all()).containsExactly(bert);
    }

    @Test
    void aContactOfOneKindIsNoneOfAnother() {
        Contact role = new Contact(Contact.Kind.ROLE, " Owner ");
        Contact email = new Contact(Contact.Kind.EMAIL, "owner");
        Writers edited = Writers.of(anna).then(carl, Set.of(role), Set.of(role, email));
        assertThat(edited.all()).containsExactly(carl, anna.with(Set.of(new Contact(Contact.Kind.ROLE, "owner"))));
    }

    @Test
    void threeTenantsAnswerEachForTheirOwn() {
        Writers.Writer later = writer("eva", "later");
        Writers all = Writers.of(anna)
                .then(carl, emails("p"), emails("p", "c"))
                .then(later, emails("p", "c"), emails("p", "c", "l"));
        assertThat(all.all()).containsExactly(later, carl.with(emails("c")), anna.with(emails("p")));
        assertThat(all.then(carl, emails("p", "c", "l"), emails("p", "c", "l", "n"))
                        .all())
                .containsExactly(carl, later.with(emails("l")), anna.with(emails("p")));
        assertThat(all.of(emails("p", "l")).all()).containsExactly(later, anna.with(emails("p")));
    }

    @Test
    void theyAreReadAsTheyAreWrittenAndHaveNoMoreGroupsThanAToken() {
        Writers edited = Writers.of(anna)
                .then(dora, emails("ops@c", "\"\\\u2028@p", "gone@p"), emails("ops@c", "\"\\\u2028@p", "x@c"));
        assertThat(WritersJson.read(WritersJson.write(edited))).isEqualTo(edited);
        assertThat(edited.all()).first().satisfies(writer -> assertThat(writer.groups())
                .containsExactly("team"));

        List<String> many =
                IntStream.range(0, 201).mapToObj(number -> "g" + number).toList();
        assertThat(writer("x", "t", many.toArray(String[]::new)).groups()).isEmpty();
        assertThat(writer("x", "t", many.subList(0, 200).toArray(String[]::new)).groups())
                .hasSize(200);
    }

    @Test
    void whomABudgetNamesAreTheContactsOfAllNotificationsAlsoOfThoseThatAreDisabled() {
        assertThat(WritersJson.named("""
                {"a":{"enabled":true,"contactEmails":["A@x","b@x"],"contactRoles":["Owner"]},
                 "b":{"enabled":false,"contactEmails":["a@X"],"contactGroups":["/Sub/G"],"contactRoles":null}}"""))
                .containsExactlyInAnyOrder(
                        new Contact(Contact.Kind.EMAIL, "a@x"),
                        new Contact(Contact.Kind.EMAIL, "b@x"),
                        new Contact(Contact.Kind.ROLE, "owner"),
                        new Contact(Contact.Kind.GROUP, "/sub/g"));
        assertThat(WritersJson.named("{}")).isEmpty();
    }
}
