package dev.outlay.ingest.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The OpenAPI document of this service, for those who have no way to the management port. */
@ApplicationScoped
class DescriptionEndpoint implements Route.Table {

    private static final String DOCUMENT = "META-INF/openapi.yaml";

    private final String document = read();

    @Override
    public List<Route> get() {
        return List.of(new Route("GET", "/v1/openapi/usage-ingest-service", Decision.SIGNED_IN, this::describe));
    }

    private void describe(RoutingContext context) {
        Answers.json(context, 200, 0, generator -> generator.writeRaw(document));
    }

    private static String read() {
        try (InputStream document = Objects.requireNonNull(DescriptionEndpoint.class.getClassLoader())
                .getResourceAsStream(DOCUMENT)) {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(Objects.requireNonNull(document))
                    .toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
