package dev.outlay.budget.deployment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment that is to begin.
 *
 * @param location as it was said; null for none
 * @param run of this one and no other
 * @param templateHash the same for the same template
 * @param properties JSON, as they are shown while it runs; at most {@value Deployments#MOST_BYTES} bytes in UTF-8
 */
public record BegunDeployment(
        DeploymentOwner owner,
        String name,
        @Nullable String location,
        UUID run,
        String templateHash,
        String properties) {}
