package dev.outlay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PartsKindTest {
    @Test
    void parts_are_embedded_or_containers_and_nothing_else() {
        assertThat(PartsKind.of("embedded")).isEqualTo(PartsKind.EMBEDDED);
        assertThat(PartsKind.of("containers")).isEqualTo(PartsKind.CONTAINERS);
        assertThatThrownBy(() -> PartsKind.of("docker"))
                .hasMessage("OUTLAY_TEST_PARTS is embedded or containers, not \"docker\"");
    }
}
