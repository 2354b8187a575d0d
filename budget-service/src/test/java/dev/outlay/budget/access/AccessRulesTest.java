package dev.outlay.budget.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.scope.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Role by scope by route. */
class AccessRulesTest {

    private static final AccessRules RULES = new AccessRules("partner");
    private static final Scope ACCOUNT = new Scope.BillingAccount("a");
    private static final Scope SUBSCRIPTION = new Scope.Subscription("s");

    @ParameterizedTest
    @CsvSource({
        "partner,  GlobalAdmin, READ_BUDGETS,       true",
        "PARTNER,  globaladmin, WRITE_BUDGETS,      true",
        "partner,  AdminAgent,  WRITE_BUDGETS,      true",
        "partner,  AdminAgent,  ADMINISTER, true",
        "partner,  SalesAgent,  READ_BUDGETS,       false",
        "partner,  Owner,       READ_BUDGETS,       false",
        "partner,  '',          READ_BUDGETS,       false",
        "customer, GlobalAdmin, READ_BUDGETS,       false",
        "'',       GlobalAdmin, READ_BUDGETS,       false",
        "customer, '',          SIGNED_IN,  true"
    })
    void billing_scopes_are_for_the_partner_s_admins(String tenant, String role, Need need, boolean allowed) {
        Principal principal = new Principal("p", tenant, role.isEmpty() ? Set.of() : Set.of(role));

        // what is assigned below says nothing here
        Grounds owner = new Grounds(Role.OWNER.permissions(), true, true);

        assertThat(RULES.decide(principal, need, ACCOUNT, owner) instanceof Decision.Allowed)
                .isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(files = "../deploy/contracts/partner-roles.tsv", delimiter = '\t', numLinesToSkip = 1)
    void what_a_role_opens_in_the_partner_s_tenant_is_what_the_table_says(String role, boolean administers) {
        assertThat(new Principal("p", "Partner", Set.of(role)).isPartnerAdmin("partner"))
                .isEqualTo(administers);
        assertThat(new Principal("p", "customer", Set.of(role)).isPartnerAdmin("partner"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "partner,  AdminAgent, '',          true",
        "partner,  '',         OWNER,       true",
        "partner,  '',         CONTRIBUTOR, false",
        "customer, '',         OWNER,       false",
        "customer, GlobalAdmin,OWNER,       false"
    })
    void roles_at_a_management_group_are_assigned_by_the_partner_s_people(
            String tenant, String role, String assigned, boolean allowed) {
        Principal principal = new Principal("p", tenant, role.isEmpty() ? Set.of() : Set.of(role));
        List<Permission> permissions =
                assigned.isEmpty() ? List.of() : Role.valueOf(assigned).permissions();

        assertThat(
                        new AccessRules("partner")
                                        .decide(
                                                principal,
                                                Need.ASSIGN_ROLES,
                                                new Scope.ManagementGroup("m"),
                                                new Grounds(permissions, true, true))
                                instanceof Decision.Allowed)
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        // tenant, partner role, assigned, viewCharges, ownsNow, need, allowed
        "partner,  AdminAgent, '',                          false, false, READ_BUDGETS,   false",
        "partner,  AdminAgent, '',                          false, false, WRITE_BUDGETS,  false",
        "partner,  AdminAgent, '',                          false, false, ASSIGN_ROLES, true",
        "partner,  '',         READER,                      false, false, READ_BUDGETS,   true",
        "partner,  '',         READER,                      false, false, WRITE_BUDGETS,  false",
        "partner,  '',         CONTRIBUTOR,                 false, false, WRITE_BUDGETS,  true",
        "partner,  '',         CONTRIBUTOR,                 false, false, ASSIGN_ROLES, false",
        "partner,  '',         OWNER,                       false, false, ASSIGN_ROLES, true",
        "customer, '',         OWNER,                       false, true,  READ_BUDGETS,   false",
        "customer, '',         OWNER,                       true,  true,  READ_BUDGETS,   true",
        "customer, '',         OWNER,                       true,  true,  WRITE_BUDGETS,  true",
        "customer, '',         OWNER,                       true,  true,  ASSIGN_ROLES, true",
        "customer, '',         OWNER,                       true,  false, READ_BUDGETS,   true",
        "customer, '',         OWNER,                       true,  false, ASSIGN_ROLES, false",
        "customer, '',         READER,                      true,  true,  READ_BUDGETS,   true",
        "customer, '',         READER,                      true,  true,  WRITE_BUDGETS,  false",
        "customer, '',         COST_MANAGEMENT_READER,      true,  true,  WRITE_BUDGETS,  false",
        "customer, '',         COST_MANAGEMENT_CONTRIBUTOR, true,  true,  WRITE_BUDGETS,  true",
        "customer, '',         COST_MANAGEMENT_CONTRIBUTOR, true,  true,  ASSIGN_ROLES, false",
        "customer, GlobalAdmin,'',                          true,  true,  READ_BUDGETS,   false",
        "customer, GlobalAdmin,OWNER,                       true,  true,  ADMINISTER, false"
    })
    void rbac_scopes_are_for_assignments_and_for_customers_only_while_the_policy_allows(
            String tenant,
            String role,
            String assigned,
            boolean viewCharges,
            boolean ownsNow,
            Need need,
            boolean allowed) {
        Principal principal = new Principal("p", tenant, role.isEmpty() ? Set.of() : Set.of(role));
        Grounds grounds = new Grounds(
                assigned.isEmpty() ? List.of() : Role.valueOf(assigned).permissions(), viewCharges, ownsNow);

        assertThat(RULES.decide(principal, need, SUBSCRIPTION, grounds) instanceof Decision.Allowed)
                .isEqualTo(allowed);
    }

    @Test
    void without_a_partner_tenant_nobody_is_the_partner_s() {
        Principal admin = new Principal("p", "", Set.of("GlobalAdmin"));

        assertThat(new AccessRules("").decide(admin, Need.READ_BUDGETS, ACCOUNT, Grounds.NONE))
                .isInstanceOf(Decision.Denied.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Owner,OWNER",
        "reader,READER",
        "Cost Management Contributor,COST_MANAGEMENT_CONTRIBUTOR",
        "72fafb9e-0641-4937-9268-a91bfd8191a3,COST_MANAGEMENT_READER",
        "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8E3AF657-A8FF-443C-A75C-2FE8C4BCB635,OWNER",
        "/providers/Microsoft.Authorization/roleDefinitions/Contributor,CONTRIBUTOR"
    })
    void a_role_is_known_by_name_id_or_resource_id(String definition, Role role) {
        assertThat(Role.named(definition)).contains(role);
        assertThat(Role.named("UserAccessAdministrator")).isEmpty();
        assertThat(Role.named("")).isEmpty();
    }
}
