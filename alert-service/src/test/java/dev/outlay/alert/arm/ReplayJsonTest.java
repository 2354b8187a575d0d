package dev.outlay.alert.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.alert.delivery.DeliveryState;
import dev.outlay.alert.delivery.GivenUp;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which deliveries a body means. */
class ReplayJsonTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private static GivenUp read(String json) throws Exception {
        return ReplayJson.read(new ObjectMapper().readTree(json.replace('\'', '"')), NOW);
    }

    @Test
    void onlyTheBeginningIsRequired() throws Exception {
        GivenUp meant = read("{'since':'2026-11-25T08:00:00+01:00'}");
        assertThat(meant)
                .isEqualTo(new GivenUp(
                        Instant.parse("2026-11-25T07:00:00Z"),
                        NOW,
                        Set.of(DeliveryState.GaveUp, DeliveryState.Refused),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1000));
    }

    @Test
    void everythingElseNarrowsItInAnyCasing() throws Exception {
        GivenUp meant = read("{'since':'2026-11-25T08:00:00Z','until':'2026-11-25T09:00:00Z','states':['withheld'],"
                + "'kind':'email','endpoint':'SMTP','mailDomain':'Fabrikam.example','most':7}");
        assertThat(meant.until()).isEqualTo(Instant.parse("2026-11-25T09:00:00Z"));
        assertThat(meant.states()).containsExactly(DeliveryState.Withheld);
        assertThat(meant.kind()).contains("email");
        assertThat(meant.endpoint()).contains("smtp");
        assertThat(meant.mailDomain()).contains("fabrikam.example");
        assertThat(meant.most()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'since':7}",
                "{'since':'yesterday'}",
                "{'since':'2026-11-25T12:00:00Z'}",
                "{'since':'+999999999-01-01T00:00:00Z'}",
                "{'since':'-999999999-01-01T00:00:00Z'}",
                "{'since':'2026-11-25T08:00:00Z','until':'2026-11-25T08:00:00Z'}",
                "{'since':'2026-11-25T08:00:00Z','until':null}",
                "{'since':'2026-11-25T08:00:00Z','states':'GaveUp'}",
                "{'since':'2026-11-25T08:00:00Z','states':[]}",
                "{'since':'2026-11-25T08:00:00Z','states':['Delivered']}",
                "{'since':'2026-11-25T08:00:00Z','states':['Unresolved']}",
                "{'since':'2026-11-25T08:00:00Z','states':[7]}",
                "{'since':'2026-11-25T08:00:00Z','kind':'sms'}",
                "{'since':'2026-11-25T08:00:00Z','endpoint':''}",
                "{'since':'2026-11-25T08:00:00Z','mailDomain':7}",
                "{'since':'2026-11-25T08:00:00Z','most':0}",
                "{'since':'2026-11-25T08:00:00Z','most':1001}",
                "{'since':'2026-11-25T08:00:00Z','most':'7'}",
                "{'since':'2026-11-25T08:00:00Z','most':7.5}",
                "{'since':'2026-11-25T08:00:00Z','domain':'fabrikam.example'}"
            })
    void whatCannotBeMeantIsRefused(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(ReplayJson.Unclear.class)
                .message()
                .isNotBlank();
    }
}
