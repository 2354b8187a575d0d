package dev.outlay.alert.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.scope.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Role by scope by action. */
class AccessDecisionTest {

    private static final String PARTNER = "PPPP";
    private static final CustomerKey CUSTOMER = new CustomerKey("Account", "Cust");
    private static final Scope SUBSCRIPTION = new Scope.Subscription("SUB");
    private static final Scope GROUP = new Scope.ResourceGroup("sub", "rg");

    private final AccessDecision.Rules rules = new AccessDecision.Rules(PARTNER);
    private final Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final AccessHeard heard = new AccessHeard(Clock.fixed(now, ZoneOffset.UTC), Duration.ofSeconds(2));

    @BeforeEach
    void hear() {
        heard.hear("subscription/sub", new AccessEvent.Subscription("sub", Optional.of(CUSTOMER), Set.of()));
        policy(true);
        heard.caughtUp();
    }

    private void policy(boolean allowed) {
        heard.hear("customer/account/cust", new AccessEvent.Customer(CUSTOMER, allowed));
    }

    private void assign(String scopeKey, String principal, String role) {
        heard.hear("assignment/1", new AccessEvent.RoleAssignment(scopeKey, principal, role));
    }

    private AccessDecision decide(Principal principal, Scope scope, AccessAction action) {
        return rules.decide(principal, scope, action, heard);
    }

    private static Principal someone(String tenant, String... roles) {
        return new Principal("ME", tenant, Set.of(roles));
    }

    @ParameterizedTest
    @CsvSource({
        "pppp, GlobalAdmin, true",
        "PPPP, AdminAgent, true",
        "pppp, globaladmin, true",
        "pppp, ADMINAGENT, true",
        "pppp, CostPublisher, false",
        "other, GlobalAdmin, false",
        "'', GlobalAdmin, false"
    })
    void billingScopesAreForThePartnersRolesInThePartnersTenant(String tenant, String role, boolean allowed) {
        List<Scope> scopes = List.of(
                new Scope.BillingAccount("a"), new Scope.BillingProfile("a", "p"), new Scope.Customer("a", "c"));
        for (Scope scope : scopes) {
            assertThat(
                            decide(someone(tenant, role), scope, AccessAction.WRITE_ALERTS)
                                    instanceof AccessDecision.Allowed)
                    .isEqualTo(allowed);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(files = "../deploy/contracts/partner-roles.tsv", delimiter = '\t', numLinesToSkip = 1)
    void whatARoleOpensInThePartnersTenantIsWhatTheTableSays(String role, boolean administers) {
        assertThat(rules.decideForPartner(someone("pppp", role)) instanceof AccessDecision.Allowed)
                .isEqualTo(administers);
        assertThat(rules.decideForPartner(someone("other", role))).isInstanceOf(AccessDecision.Denied.class);
    }

    @Test
    void whereNobodyIsThePartnersNobodyReachesBillingScopes() {
        AccessDecision decision = new AccessDecision.Rules("")
                .decide(someone("", "GlobalAdmin"), new Scope.BillingAccount("a"), AccessAction.READ_ALERTS, heard);
        assertThat(decision).isInstanceOf(AccessDecision.Denied.class);
    }

    @Test
    void whatSubscriptionsInheritFromAManagementGroupIsHeardAndTakenBackForEachOfThem() {
        heard.hear("assignment/1/sub", new AccessEvent.RoleAssignment("/subscriptions/sub", "me", "Reader"));
        heard.hear("assignment/1/other", new AccessEvent.RoleAssignment("/subscriptions/other", "me", "Reader"));

        heard.forget("assignment/1/other");

        assertThat(decide(someone("pppp"), SUBSCRIPTION, AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Allowed.class);
        assertThat(decide(someone("pppp"), GROUP, AccessAction.READ_ALERTS)).isInstanceOf(AccessDecision.Allowed.class);
        assertThat(decide(someone("pppp"), new Scope.Subscription("other"), AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Denied.class);
        heard.forget("assignment/1/sub");
        assertThat(decide(someone("pppp"), SUBSCRIPTION, AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Denied.class);
    }

    @Test
    void aPartnerRoleAloneReachesNoSubscription() {
        assertThat(decide(someone("pppp", "GlobalAdmin"), SUBSCRIPTION, AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Denied.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Owner, true, true",
        "Contributor, true, true",
        "CostManagementContributor, true, true",
        "Reader, true, false",
        "CostManagementReader, true, false",
        "Somebody, false, false"
    })
    void anAssignmentReachesItsSubscriptionAndTheGroupsBelow(String role, boolean read, boolean write) {
        assign("/subscriptions/sub", "me", role);
        for (Scope scope : List.of(SUBSCRIPTION, GROUP)) {
            assertThat(decide(someone("pppp"), scope, AccessAction.READ_ALERTS) instanceof AccessDecision.Allowed)
                    .isEqualTo(read);
            assertThat(decide(someone("CUST"), scope, AccessAction.WRITE_ALERTS) instanceof AccessDecision.Allowed)
                    .isEqualTo(write);
        }
    }

    @Test
    void anAssignmentAtAGroupReachesNeitherTheSubscriptionNorAnotherGroup() {
        assign("/subscriptions/sub/resourcegroups/rg", "me", "Owner");
        assertThat(decide(someone("pppp"), GROUP, AccessAction.READ_ALERTS)).isInstanceOf(AccessDecision.Allowed.class);
        assertThat(decide(someone("pppp"), SUBSCRIPTION, AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Denied.class);
        assertThat(decide(someone("pppp"), new Scope.ResourceGroup("sub", "rg2"), AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Denied.class);
    }

    @Test
    void aCustomersPersonSeesOnlyItsOwnRowsAndOnlyWhileThePolicyAllows() {
        assign("/subscriptions/sub", "me", "Reader");
        assertThat(decide(someone("cust"), SUBSCRIPTION, AccessAction.READ_ALERTS))
                .isEqualTo(new AccessDecision.Allowed(Optional.of(CUSTOMER)));
        policy(false);
        assertThat(decide(someone("cust"), SUBSCRIPTION, AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Denied.class);
        assertThat(decide(someone("pppp"), SUBSCRIPTION, AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Allowed.class);
    }

    @Test
    void anAssignmentAloneMakesNobodyThePersonOfAnotherTenantsCustomer() {
        assign("/subscriptions/sub", "me", "Owner");
        for (AccessAction action : AccessAction.values()) {
            assertThat(decide(someone("other"), SUBSCRIPTION, action)).isInstanceOf(AccessDecision.Denied.class);
            assertThat(decide(someone(""), GROUP, action)).isInstanceOf(AccessDecision.Denied.class);
        }
    }

    @Test
    void afterAMoveTheEarlierCustomersPersonReachesItsOwnRowsAndMakesNothingInTheSubscription() {
        CustomerKey later = new CustomerKey("Account", "Later");
        assign("/subscriptions/sub", "me", "Owner");
        heard.hear("customer/account/later", new AccessEvent.Customer(later, true));
        heard.hear("subscription/sub", new AccessEvent.Subscription("sub", Optional.of(later), Set.of(CUSTOMER)));
        AccessDecision ownRows = new AccessDecision.Allowed(Optional.of(CUSTOMER));
        assertThat(decide(someone("cust"), SUBSCRIPTION, AccessAction.READ_ALERTS))
                .isEqualTo(ownRows);
        assertThat(decide(someone("cust"), SUBSCRIPTION, AccessAction.WRITE_ALERTS))
                .isEqualTo(ownRows);
        assertThat(decide(someone("cust"), GROUP, AccessAction.OWN_GROUPS)).isInstanceOf(AccessDecision.Denied.class);
        assertThat(decide(someone("later"), GROUP, AccessAction.OWN_GROUPS))
                .isEqualTo(new AccessDecision.Allowed(Optional.of(later)));
        assertThat(decide(someone("pppp"), GROUP, AccessAction.OWN_GROUPS))
                .isEqualTo(new AccessDecision.Allowed(Optional.empty()));
    }

    @Test
    void aCustomerThatNeverHadTheSubscriptionIsRefusedThereWhateverRoleItsPeopleHold() {
        heard.hear("customer/account/never", new AccessEvent.Customer(new CustomerKey("Account", "Never"), true));
        assign("/subscriptions/sub", "me", "Owner");
        for (AccessAction action : AccessAction.values()) {
            assertThat(decide(someone("never"), SUBSCRIPTION, action)).isInstanceOf(AccessDecision.Denied.class);
            assertThat(decide(someone("never"), GROUP, action)).isInstanceOf(AccessDecision.Denied.class);
        }
    }

    @Test
    void aTombstoneTakesBackWhatItsKeySaid() {
        assign("/subscriptions/sub", "me", "Owner");
        heard.forget("assignment/1");
        assertThat(decide(someone("pppp"), SUBSCRIPTION, AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Denied.class);
        assign("/subscriptions/sub", "me", "Owner");
        heard.forget("customer/account/cust");
        assertThat(decide(someone("cust"), SUBSCRIPTION, AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Denied.class);
    }

    @Test
    void whileNothingIsHeardCustomersPeopleAreRefusedAndThePartnersAreNot() {
        AccessHeard silent = new AccessHeard(Clock.fixed(now, ZoneOffset.UTC), Duration.ofSeconds(2));
        silent.hear("a", new AccessEvent.RoleAssignment("/subscriptions/sub", "me", "Owner"));
        silent.hear("b", new AccessEvent.Subscription("sub", Optional.of(CUSTOMER), Set.of()));
        silent.hear("c", new AccessEvent.Customer(CUSTOMER, true));
        assertThat(rules.decide(someone("cust"), SUBSCRIPTION, AccessAction.READ_ALERTS, silent))
                .isInstanceOf(AccessDecision.NotHeard.class);
        assertThat(rules.decide(someone("pppp"), SUBSCRIPTION, AccessAction.READ_ALERTS, silent))
                .isInstanceOf(AccessDecision.Allowed.class);
    }

    @Test
    void anUnknownSubscriptionIsDeniedLikeAKnownOne() {
        assign("/subscriptions/unknown", "me", "Owner");
        assertThat(decide(someone("cust"), new Scope.Subscription("unknown"), AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Denied.class);
        assertThat(decide(someone("nobody"), new Scope.Subscription("never-heard-of"), AccessAction.READ_ALERTS))
                .isEqualTo(
                        decide(someone("nobody"), SUBSCRIPTION, AccessAction.READ_ALERTS)
                                        instanceof AccessDecision.Allowed
                                ? null
                                : new AccessDecision.Denied("needs a role assignment at this scope"));
    }

    @Test
    void whoHoldsARoleIsKnownByTheScopeAndTakenBackWithTheRecordThatSaidIt() {
        assign("/subscriptions/sub", "me", "Owner");
        heard.hear("assignment/2", new AccessEvent.RoleAssignment("/subscriptions/sub", "you", "Reader"));
        heard.hear("assignment/3", new AccessEvent.RoleAssignment("/subscriptions/other", "they", "Owner"));
        assertThat(heard.holdersOf("Owner", "/subscriptions/sub")).containsExactly("me");
        assertThat(heard.holdersOf("Owner", "/subscriptions/sub/resourcegroups/rg"))
                .isEmpty();

        assign("/subscriptions/other", "me", "Owner");
        heard.forget("assignment/2");

        assertThat(heard.holdersOf("Owner", "/subscriptions/sub")).isEmpty();
        assertThat(heard.holdersOf("Reader", "/subscriptions/sub")).isEmpty();
        assertThat(heard.holdersOf("Owner", "/subscriptions/other")).containsExactlyInAnyOrder("me", "they");
        assertThat(heard.rolesAt("me", "/subscriptions/sub")).isEmpty();
        assertThat(heard.rolesAt("me", "/subscriptions/other")).containsExactly("Owner");
    }

    private void define(String... actions) {
        heard.hear(
                "role/r",
                new AccessEvent.CustomRole(
                        "r", "Watcher", List.of(new Permission(List.of(actions), List.of("*/delete")))));
    }

    private boolean may(AccessAction action) {
        return decide(someone("cust"), GROUP, action) instanceof AccessDecision.Allowed;
    }

    @Test
    void aCustomRoleAllowsWhatWasHeardOfItAndNothingBeforeOrAfterwards() {
        assign("/subscriptions/sub", "me", "r");
        assertThat(may(AccessAction.READ_ALERTS)).isFalse();

        define("Microsoft.CostManagement/alerts/*");
        assertThat(may(AccessAction.READ_ALERTS)).isTrue();
        assertThat(may(AccessAction.WRITE_ALERTS)).isTrue();
        assertThat(may(AccessAction.READ_GROUPS)).isFalse();

        define("Microsoft.Insights/*");
        assertThat(may(AccessAction.READ_ALERTS)).isFalse();
        assertThat(may(AccessAction.OWN_GROUPS)).isTrue();
        assertThat(may(AccessAction.DELETE_GROUPS)).as("notActions").isFalse();

        heard.forget("role/r");
        assertThat(may(AccessAction.OWN_GROUPS)).isFalse();
    }

    @Test
    void notEvenACustomRoleForEverythingOpensWhatIsThePartnersOrAnotherTenants() {
        assign("/subscriptions/sub", "me", "r");
        define("*");
        assertThat(may(AccessAction.WRITE_SILENCES)).isTrue();
        assertThat(may(AccessAction.ADMINISTER)).isFalse();
        assertThat(decide(someone("cust"), new Scope.Customer("account", "cust"), AccessAction.READ_ALERTS))
                .isInstanceOf(AccessDecision.Denied.class);
        assertThat(decide(someone("other"), GROUP, AccessAction.READ_ALERTS)).isInstanceOf(AccessDecision.Denied.class);
        policy(false);
        assertThat(may(AccessAction.READ_ALERTS)).isFalse();
    }

    @Test
    void aCustomRoleCannotPassForOneThatIsBuiltIn() {
        assign("/subscriptions/sub", "me", "Reader");
        heard.hear(
                "role/reader",
                new AccessEvent.CustomRole("Reader", "Reader", List.of(new Permission(List.of("*"), List.of()))));

        assertThat(may(AccessAction.WRITE_ALERTS)).isFalse();
        assertThat(heard.customRolesNamed("reader")).containsExactly("Reader");
    }
}
