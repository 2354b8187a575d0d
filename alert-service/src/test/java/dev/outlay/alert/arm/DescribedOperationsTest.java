package dev.outlay.alert.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.running.Repository;
import dev.outlay.alert.scope.ArmPath;
import dev.outlay.openapi.AnswerCheck;
import dev.outlay.openapi.ApiDocument;
import dev.outlay.openapi.DocumentedOperation;
import dev.outlay.openapi.ListedRoutes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the OpenAPI document describes is what paths are led to, and the other way round. */
class DescribedOperationsTest {

    private static final ApiDocument DOCUMENT =
            ApiDocument.read(Repository.root().resolve("alert-service/src/main/resources/META-INF/openapi.yaml"));

    private static final List<String> SCOPES = List.of(
            "",
            "/providers/Microsoft.Billing/billingAccounts/{billingAccountName}",
            "/providers/Microsoft.Billing/billingAccounts/{billingAccountName}/billingProfiles/{billingProfileName}",
            "/providers/Microsoft.Billing/billingAccounts/{billingAccountName}/customers/{customerName}",
            "/subscriptions/{subscriptionId}",
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}");

    @Test
    void itIsAnOpenApiDocumentAndItsExamplesAreWhatItDescribes() {
        assertThat(DOCUMENT.problems()).isEmpty();
        assertThat(AnswerCheck.problemsOfExamples(DOCUMENT)).isEmpty();
        assertThat(DOCUMENT.operations().stream().map(DocumentedOperation::id)).doesNotHaveDuplicates();
    }

    @Test
    void everyPathIsServedWithExactlyTheMethodsThatAreDescribed() {
        Map<String, Set<String>> described = new TreeMap<>();
        DOCUMENT.operations().forEach(operation -> described
                .computeIfAbsent(operation.path(), path -> new TreeSet<>())
                .add(operation.method()));

        described.forEach((path, methods) ->
                assertThat(operation(path).map(Operation::methods)).as(path).contains(methods));
    }

    /** Path by path: where one operation is at several places, each is described. */
    @Test
    void whatIsListedIsDescribedAndNothingElse() {
        assertThat(ListedRoutes.described(DOCUMENT))
                .containsExactlyElementsOf(ListedRoutes.of(Repository.root(), "alert-service"));
    }

    @Test
    void everyKindOfOperationIsDescribed() {
        Set<Class<?>> described = new HashSet<>();
        DOCUMENT.operations()
                .forEach(documented ->
                        described.add(operation(documented.path()).orElseThrow().getClass()));

        assertThat(described).containsExactlyInAnyOrderElementsOf(kinds(Operation.class));
    }

    private static Set<Class<?>> kinds(Class<?> sealed) {
        Set<Class<?>> kinds = new HashSet<>();
        for (Class<?> kind : sealed.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                kinds.addAll(kinds(kind));
            } else {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** What is described below one scope is tried below all the others: nowhere is more served than the document says. */
    @Test
    void noScopeHasAnOperationThatIsNotDescribed() {
        Set<String> described = DOCUMENT.operations().stream()
                .map(DocumentedOperation::path)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> endings = new TreeSet<>();
        described.forEach(path ->
                SCOPES.stream().filter(path::startsWith).forEach(scope -> endings.add(path.substring(scope.length()))));

        List<String> missing = new ArrayList<>();
        for (String scope : SCOPES) {
            for (String ending : endings) {
                boolean isDescribed = described.stream().anyMatch(path -> same(path, scope + ending));
                if (operation(scope + ending).isPresent() && !isDescribed) {
                    missing.add(scope + ending);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void anArmPathAndNoOtherAsksForAVersion() {
        DOCUMENT.operations().forEach(documented -> assertThat(
                        !documented.query().isEmpty())
                .as(documented.toString())
                .isEqualTo(operation(documented.path()).orElseThrow().type().isPresent()));
    }

    private static boolean same(String template, String other) {
        return template.replaceAll("\\{[^}]*}", "{}").equals(other.replaceAll("\\{[^}]*}", "{}"));
    }

    /** What a template leads to, with a name in each of its places. */
    private static Optional<Operation> operation(String template) {
        return ArmPath.ofUrl(template.replaceAll("\\{[^}]*}", "name"))
                .path()
                .flatMap(path -> Operation.of(path.segments()));
    }
}
