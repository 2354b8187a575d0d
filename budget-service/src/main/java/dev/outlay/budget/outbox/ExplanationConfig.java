package dev.outlay.budget.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the relay waits for explanations of what it sends (DESIGN.md section 6, point 14). */
@ConfigMapping(prefix = "outlay.explanation")
public interface ExplanationConfig {

    /** For that of one message; then it is sent without. 0 for no explanations, else 5 ms to 1 s. */
    @WithDefault("50ms")
    Duration patience();

    /** For those of all messages that are sent at once, up to 500, and from then on so much of each second: however many there are, none waits longer in one round. 0 for no explanations, else 5 ms to 1 s. */
    @WithDefault("250ms")
    Duration ofARound();
}
