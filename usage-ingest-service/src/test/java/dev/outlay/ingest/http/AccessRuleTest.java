package dev.outlay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRuleTest {
    private static final AccessRule RULE = new AccessRule("Partner", Set.of(" Tool ", ""));

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(files = "../deploy/contracts/partner-roles.tsv", delimiter = '\t', numLinesToSkip = 1)
    void whatARoleOpensInThePartnersTenantIsWhatTheTableSays(String role, boolean administers, boolean publishes) {
        assertThat(RULE.mayPublish(Set.of(role), "partner")).isEqualTo(publishes);
        assertThat(RULE.mayPublish(Set.of(role), "tool"))
                .as("in a tenant that publishes and does nothing else")
                .isEqualTo(publishes && !administers);
        assertThat(RULE.mayPublish(Set.of(role), "customer")).isFalse();
        assertThat(RULE.mayPublish(Set.of(role), null)).isFalse();
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({"PARTNER,true", "TOOL,true", "customer,false", "'',false", ",false"})
    void whoSaysThatItPublishesIsBelievedInTheTenantsOfThosePublishersAlone(@Nullable String tenant, boolean may) {
        assertThat(RULE.mayPublish(Set.of("CostPublisher"), tenant)).isEqualTo(may);
    }

    @Test
    void withoutAPartnerOnlyThePublishersTenantsPublish() {
        AccessRule nobodys = new AccessRule(null, Set.of("tool"));

        assertThat(nobodys.mayPublish(Set.of("GlobalAdmin", "CostPublisher"), "partner"))
                .isFalse();
        assertThat(nobodys.mayPublish(Set.of("CostPublisher"), "tool")).isTrue();
        assertThat(new AccessRule(null, Set.of()).mayPublish(Set.of("CostPublisher"), ""))
                .isFalse();
        assertThat(new AccessRule("", Set.of()).mayPublish(Set.of("CostPublisher"), ""))
                .isFalse();
    }
}
