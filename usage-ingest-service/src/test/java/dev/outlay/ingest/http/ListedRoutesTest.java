package dev.outlay.ingest.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.outlay.ingest.Repository;
import dev.outlay.ingest.RunningParts;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code deploy/contracts/routes.tsv} lists what this service answers, with the decision that each needs; the access matrix of the whole system is made from
 * that list.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(RunningParts.class)
class ListedRoutesTest {

    @Inject
    @All
    @SuppressWarnings("NullAway.Init") // Quarkus sets it before a test runs.
    List<Route.Table> tables;

    @Test
    void everyRouteIsListedWithItsDecisionAndEveryListedOneIsThere() {
        List<String> found = tables.stream()
                .flatMap(table -> table.get().stream())
                .map(route -> String.join(
                        "\t",
                        "usage-ingest-service",
                        route.method(),
                        route.path(),
                        route.decision().name().toLowerCase(Locale.ROOT)))
                .toList();
        assertThat(found)
                .as(
                        "what is answered must be what deploy/contracts/routes.tsv lists for usage-ingest-service: method, path and"
                                + " decision. Add the line there, a family to the oracle of deploy/e2e's access matrix if it is"
                                + " a new one, and make the table again")
                .containsExactlyInAnyOrderElementsOf(Repository.text("deploy/contracts/routes.tsv")
                        .lines()
                        .filter(line -> line.startsWith("usage-ingest-service\t"))
                        .toList());
    }

    /** Whatever is answered is answered by the routes that this test knows. */
    @Test
    void onlyTheTablesOfRoutesAnswerHttp() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.outlay.ingest");
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Api.class.getName())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.ext.web.Router")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.quarkus.vertx.web..", "jakarta.servlet..")
                .check(classes);
    }
}
