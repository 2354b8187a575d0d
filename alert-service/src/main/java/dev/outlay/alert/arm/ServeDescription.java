package dev.outlay.alert.arm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Shows the OpenAPI document of this service to those who have no way to the management port. */
@ApplicationScoped
class ServeDescription {

    private static final String DOCUMENT = "META-INF/openapi.yaml";

    private final Answer answer = read();

    Uni<Answer> show() {
        return Uni.createFrom().item(answer);
    }

    private static Answer read() {
        try (InputStream document =
                Objects.requireNonNull(ServeDescription.class.getClassLoader()).getResourceAsStream(DOCUMENT)) {
            return Answer.ok((ObjectNode) new ObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(Objects.requireNonNull(document)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
