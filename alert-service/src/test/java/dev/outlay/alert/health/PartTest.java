package dev.outlay.alert.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PartTest {

    private static final Instant NOON = Instant.parse("2026-11-03T12:00:00.250Z");

    private final Part part = new Part("PostgreSQL", "crossings wait in Kafka; nothing is lost", NOON);

    @Test
    void aPartThatWasNotAskedYetIsNotWell() {
        assertThat(part.sentence())
                .isEqualTo(
                        "PostgreSQL was not asked yet, since 2026-11-03T12:00:00Z: crossings wait in Kafka; nothing is lost.");
    }

    @Test
    void theSentenceSaysWhatIsWrongSinceWhenAndWhatIsDoneMeanwhile() {
        part.isWell();
        part.isNotWell("PostgreSQL at db:5432 is not reachable", NOON.plusSeconds(60));

        assertThat(part.sentence())
                .isEqualTo(
                        "PostgreSQL at db:5432 is not reachable, since 2026-11-03T12:01:00Z: crossings wait in Kafka; nothing is lost.");
    }

    @Test
    void fromOneTroubleToAnotherItIsNotWellSinceTheFirst() {
        part.isWell();
        part.isNotWell("PostgreSQL at db:5432 is not reachable", NOON.plusSeconds(60));
        part.isNotWell("PostgreSQL at db:5432 refuses (SQLSTATE 57P03)", NOON.plusSeconds(70));

        assertThat(part.sentence()).contains("SQLSTATE 57P03", "since 2026-11-03T12:01:00Z");
    }

    @Test
    void afterItWasWellTheNextTroubleBeginsAnew() {
        part.isWell();
        part.isNotWell("PostgreSQL at db:5432 is not reachable", NOON.plusSeconds(60));
        part.isWell();
        assertThat(part.trouble()).isNull();
        part.isNotWell("PostgreSQL at db:5432 is not reachable", NOON.plusSeconds(600));

        assertThat(part.sentence()).contains("since 2026-11-03T12:10:00Z");
    }

    @Test
    void anAddressHoldsNoSecret() {
        assertThat(Address.of("postgresql://db:5432/budget")).isEqualTo("db:5432");
        assertThat(Address.of("postgresql://outlay:pass/word@db:5432/budget?sslpassword=secret"))
                .isEqualTo("db:5432");
        assertThat(Address.of("vertx-reactive:postgresql://one:5432,two:5433/budget"))
                .isEqualTo("one:5432,two:5433");
        assertThat(Address.of("postgresql://db:5432?user=outlay&password=p@ss")).isEqualTo("db:5432");
    }
}
