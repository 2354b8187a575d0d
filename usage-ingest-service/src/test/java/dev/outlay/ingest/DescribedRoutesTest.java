package dev.outlay.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.ingest.http.Route;
import dev.outlay.openapi.AnswerCheck;
import dev.outlay.openapi.ApiDocument;
import dev.outlay.openapi.ListedRoutes;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the OpenAPI document describes is what the service serves, and the other way round. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class DescribedRoutesTest {

    private static final ApiDocument DOCUMENT = DescribedService.DOCUMENT;

    @Inject
    @All
    List<Route.Table> tables = List.of(); // injected

    @Test
    void itIsAnOpenApiDocumentAndItsExamplesAreWhatItDescribes() {
        assertThat(DOCUMENT.problems()).isEmpty();
        assertThat(AnswerCheck.problemsOfExamples(DOCUMENT)).isEmpty();
    }

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        List<String> routes = tables.stream()
                .flatMap(table -> table.get().stream())
                .map(route -> route.method() + " " + route.path())
                .toList();

        assertThat(DOCUMENT.operations().stream().map(Object::toString)).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void whatIsListedIsDescribedAndNothingElse() {
        assertThat(ListedRoutes.described(DOCUMENT))
                .containsExactlyElementsOf(ListedRoutes.of(Repository.file("."), "usage-ingest-service"));
    }

    @Test
    void theDocumentIsServedToEverybodyWithAToken() {
        Response served =
                Door.as(RunningParts.token(dev.outlay.local.Persona.OUTSIDER)).get("/v1/openapi/usage-ingest-service");

        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.jsonPath().getMap("paths"))
                .hasSize(DOCUMENT.json().path("paths").size());
        assertThat(Door.plain().get("/v1/openapi/usage-ingest-service").statusCode())
                .isEqualTo(401);
    }
}
