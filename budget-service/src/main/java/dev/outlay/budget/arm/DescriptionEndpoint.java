package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The OpenAPI document of this service, for those who have no way to the management port. */
@ApplicationScoped
class DescriptionEndpoint {

    private static final String DOCUMENT = "META-INF/openapi.yaml";

    private final Answer answer = read();

    Uni<Answer> get() {
        return Uni.createFrom().item(answer);
    }

    private static Answer read() {
        try (InputStream document = Objects.requireNonNull(DescriptionEndpoint.class.getClassLoader())
                .getResourceAsStream(DOCUMENT)) {
            return Answer.ok(new ObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(Objects.requireNonNull(document)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
