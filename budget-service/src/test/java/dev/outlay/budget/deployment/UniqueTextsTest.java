package dev.outlay.budget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Names that follow from texts are those that Azure's tools make of the same texts. */
class UniqueTextsTest {

    /** The values are those of Python's uuid5 in the namespace that Azure's tools name. */
    @Test
    void a_guid_is_a_UUID_of_version_5_of_the_texts_joined_by_a_hyphen() {
        assertThat(UniqueTexts.guid(List.of("a"))).isEqualTo("3703365d-5a9f-59b4-bca7-b9681389e4c1");
        assertThat(UniqueTexts.guid(List.of("/subscriptions/s", "b24988ac")))
                .isEqualTo("c6ac32be-a29f-53ac-a9cb-b423ac92f0da");
        assertThat(UniqueTexts.guid(List.of("ä", "x"))).isEqualTo("258aa901-7bc9-5786-bf3a-3f40408d4120");
        assertThat(UUID.fromString(UniqueTexts.guid(List.of("a", "b"))).version())
                .isEqualTo(5);
        assertThat(UniqueTexts.guid(List.of("a", "b"))).isEqualTo(UniqueTexts.guid(List.of("a-b")));
    }

    /** The first value is the one by which Microsoft's provider azapi tests its function of that name. */
    @Test
    void a_unique_string_is_Azure_s() {
        assertThat(UniqueTexts.uniqueString(
                        List.of("/subscriptions/00000000-0000-0000-0000-000000000000", "resource-id")))
                .isEqualTo("cwvxuqg24sifi");
        assertThat(UniqueTexts.uniqueString(List.of("a"))).isEqualTo("eveiun73364hy");
        assertThat(UniqueTexts.uniqueString(List.of("tester-x"))).isEqualTo("wuwkes7apn7is");
        assertThat(UniqueTexts.uniqueString(List.of("outlay-budgets"))).isEqualTo("ly6nsgwpxv3oe");
    }
}
