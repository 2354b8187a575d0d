package dev.outlay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleMappingTest {

    @Test
    void aRoleMeansItselfAndANameWhatIsSaidOfIt() {
        RoleMapping mapping = RoleMapping.read(" 0F3B=GlobalAdmin , a=b=costpublisher,", false);

        assertThat(mapping.of(Set.of("0f3b"))).containsExactlyInAnyOrder("0f3b", "GlobalAdmin");
        assertThat(mapping.of(Set.of("A=B", "AdminAgent")))
                .containsExactlyInAnyOrder("A=B", "CostPublisher", "AdminAgent");
        assertThat(mapping.of(Set.of("other"))).containsExactly("other");
        assertThat(mapping.of(Set.of())).isEmpty();
        assertThat(RoleMapping.read("", false).of(Set.of("GlobalAdmin"))).containsExactly("GlobalAdmin");
    }

    @Test
    void aBillingAdminMayWhatAnAdminAgentMayOnlyWhereThatIsSaid() {
        assertThat(RoleMapping.read("Finance=BillingAdmin", false).of(Set.of("Finance", "billingadmin")))
                .doesNotContain("AdminAgent");
        assertThat(RoleMapping.read("", true).of(Set.of("billingadmin"))).contains("AdminAgent");
        assertThat(RoleMapping.read("Finance=BillingAdmin", true).of(Set.of("finance")))
                .containsExactlyInAnyOrder("finance", "BillingAdmin", "AdminAgent");
        assertThat(RoleMapping.read("", true).of(Set.of("SalesAgent"))).containsExactly("SalesAgent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "=GlobalAdmin", "x=", "x=Emperor", "x=GlobalAdmin,X=AdminAgent"})
    void whatCannotBeMeantIsToldInASentence(String pairs) {
        assertThatThrownBy(() -> RoleMapping.read(pairs, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outlay.roles.mapping");
    }
}
