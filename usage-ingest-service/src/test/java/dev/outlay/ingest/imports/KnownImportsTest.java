package dev.outlay.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownImportsTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final List<String> OCTOBER = List.of("urn:a A 2026-10");
    private static final int MANY = 1000;

    private final KnownImports known = new KnownImports();

    @Test
    void theNewestComeFirstAndEachOnlyOnce() {
        known.keep(received("old", NOON.minusSeconds(60)));
        known.keep(received("new", NOON));
        known.keep(received("old", NOON.minusSeconds(60))
                .failed(NOON.toString(), new Import.Failure("EmptyFile", ""), false));

        assertThat(known.newest(10)).extracting(Import::id).containsExactly("new", "old");
        assertThat(known.newest(10).getLast().state()).isEqualTo(ImportState.FAILED);
        assertThat(known.newest(1)).extracting(Import::id).containsExactly("new");
    }

    @Test
    void thoseThatStateADataSetAreFoundUntilTheyGiveItUp() {
        Import claim = received("1", NOON).stating("content", OCTOBER).claimed(7);
        known.keep(claim);
        known.keep(received("2", NOON).stating("content", List.of("urn:b B 2026-10")));

        assertThat(known.stating(OCTOBER)).containsExactly(claim);
        known.keep(claim.failed(NOON.toString(), new Import.Failure("DataSetExists", ""), false));
        assertThat(known.stating(OCTOBER)).isEmpty();
    }

    @Test
    void aTombstoneTakesAnImportOutOfEverything() {
        known.keep(received("1", NOON).stating("content", OCTOBER).claimed(7));

        known.remove("1");
        known.remove("never known");

        assertThat(known.find("1")).isNull();
        assertThat(known.newest(10)).isEmpty();
        assertThat(known.stating(OCTOBER)).isEmpty();
        assertThat(known.size()).isZero();
    }

    @Test
    void whatEndedLongAgoIsForgettableUnlessItHasAClaim() {
        Instant longAgo = NOON.minus(Duration.ofDays(100));
        known.keep(failed("failed long ago", longAgo));
        known.keep(failed("failed just now", NOON));
        known.keep(received("its replica is no more", longAgo));
        known.keep(received("still waits", NOON));
        known.keep(received("has a claim", longAgo)
                .stating("content", OCTOBER)
                .claimed(7)
                .completed(longAgo.toString()));

        assertThat(known.forgettable(NOON.minus(Duration.ofDays(90)), MANY))
                .containsExactlyInAnyOrder("failed long ago", "its replica is no more");
    }

    @Test
    void ofThoseThatEndedOnlySoManyAreKeptAndTheNewestOfThem() {
        for (int minute = 0; minute < 5; minute++) {
            known.keep(failed("failed " + minute, NOON.plusSeconds(60L * minute)));
        }
        known.keep(received("waits", NOON));
        known.keep(received("has a claim", NOON)
                .stating("content", OCTOBER)
                .claimed(7)
                .completed(NOON.toString()));

        assertThat(known.forgettable(Instant.EPOCH, 2)).containsExactlyInAnyOrder("failed 0", "failed 1", "failed 2");
    }

    private static Import received(String id, Instant at) {
        return Import.queued(new Import.Asked(id, at.toString(), null, false, null, 1));
    }

    private static Import failed(String id, Instant at) {
        return received(id, at).failed(at.toString(), new Import.Failure("EmptyFile", ""), false);
    }
}
