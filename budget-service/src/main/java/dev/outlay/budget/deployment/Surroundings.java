package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an expression can ask of the template that it stands in. Names are found in any casing; each fails with a refusal where there is none. */
interface Surroundings {

    JsonNode parameter(String name, int position);

    JsonNode variable(String name, int position);

    /**
     * What was answered when a resource was made.
     *
     * @param resource its symbolic name, name or id
     * @param full whether the whole resource, or its properties alone
     */
    JsonNode reference(String resource, boolean full, int position);

    /** Id, name, type and api version of a resource, by its symbolic name. */
    JsonNode resourceInfo(String symbol, int position);

    /**
     * Which turn of a copy loop it is, from 0.
     *
     * @param loop its name; null for the loop of the resource, module or output that is around, and where there is none for the innermost
     */
    long copyIndex(@Nullable String loop, int position);

    /** The loop of the resource, module or output that is around; null where there is none. */
    default @Nullable Loop declared() {
        return null;
    }

    /** Where the template is deployed. */
    DeployedAt at();

    /** When the deployment began; fails outside of defaults of parameters, where Azure knows no time either. */
    Instant now(int position);
}
