package dev.outlay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerRuleTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(files = "../deploy/contracts/token-issuers.tsv", delimiter = '\t', numLinesToSkip = 1)
    void whatATokenCountsAsIsWhatTheTableSays(
            String why,
            String issuers,
            String tenants,
            boolean guests,
            String iss,
            String tid,
            String idp,
            String acct,
            String countsAs) {
        IssuerRule rule = IssuerRule.read(issuers, List.of(said(tenants).split(",", -1)), guests, "partner");

        assertThat(rule.tenant(new IssuerRule.Said(said(iss), said(tid), said(idp), said(acct)))
                        .map(tenant -> tenant.isEmpty() ? "nobody" : tenant)
                        .orElse("refused"))
                .as(why)
                .isEqualTo(countsAs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , ", "https://login.example/{tenantid}/v2.0", "https://login.example/{tid/v2.0"})
    void issuersThatCannotBeMeantAreToldInASentence(String issuers) {
        assertThatThrownBy(() -> IssuerRule.read(issuers, List.of(), false, "partner"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outlay.token.issuer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void whereThereIsNoPartnerNobodyIsItsGuest(String acct) {
        IssuerRule rule = IssuerRule.read("https://one.example/", List.of(), false, "");

        assertThat(rule.tenant(new IssuerRule.Said("https://one.example/", "", "", acct)))
                .contains("");
    }

    private static String said(String cell) {
        return cell.equals("-") ? "" : cell;
    }
}
