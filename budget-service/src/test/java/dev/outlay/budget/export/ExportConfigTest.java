package dev.outlay.budget.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.budget.refusal.RefusedException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said where no folder is set. */
class ExportConfigTest {

    private record Settings(Optional<String> folder, int perScope, int atOnce, int history, Duration partnerRights)
            implements ExportConfig {

        static Settings with(Optional<String> folder) {
            return new Settings(folder, 1, 1, 1, Duration.ofDays(1));
        }
    }

    @Test
    void without_a_folder_exports_are_refused_with_who_can_change_that() {
        assertThatThrownBy(() -> ExportRuns.requireFolder(Settings.with(Optional.empty())))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().status()).isEqualTo(400);
                    assertThat(refused.refusal().message()).contains("OUTLAY_EXPORTS_FOLDER", "budget.exports");
                });
        ExportRuns.requireFolder(Settings.with(Optional.of("/exports")));
    }
}
