package dev.outlay.budget.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.ArmPath;
import dev.outlay.budget.scope.PriceView;
import dev.outlay.openapi.AnswerCheck;
import dev.outlay.openapi.ApiDocument;
import dev.outlay.openapi.DocumentedOperation;
import dev.outlay.openapi.ListedRoutes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the OpenAPI document describes is what the router knows, and the other way round. */
class DescribedRoutesTest {

    private static final ApiDocument DOCUMENT = DescribedService.document();

    private static final List<String> SCOPES = List.of(
            "",
            "/providers/Microsoft.Billing/billingAccounts/{billingAccountName}",
            "/providers/Microsoft.Billing/billingAccounts/{billingAccountName}/billingProfiles/{billingProfileName}",
            "/providers/Microsoft.Billing/billingAccounts/{billingAccountName}/customers/{customerName}",
            "/subscriptions/{subscriptionId}",
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}",
            "/providers/Microsoft.Management/managementGroups/{managementGroupName}");

    @Test
    void it_is_an_OpenAPI_document_and_its_examples_are_what_it_describes() {
        assertThat(DOCUMENT.problems()).isEmpty();
        assertThat(AnswerCheck.problemsOfExamples(DOCUMENT)).isEmpty();
        assertThat(DOCUMENT.operations().stream().map(DocumentedOperation::id)).doesNotHaveDuplicates();
    }

    @Test
    void every_path_is_routed_with_exactly_the_methods_that_are_described() {
        Map<String, Set<String>> described = new TreeMap<>();
        DOCUMENT.operations().forEach(operation -> described
                .computeIfAbsent(operation.path(), path -> new TreeSet<>())
                .add(operation.method()));

        described.forEach((path, methods) -> assertThat(
                        resource(path).map(found -> found.methods().keySet()))
                .as(path)
                .contains(methods));
    }

    @Test
    void every_route_is_described() {
        Set<Route> described = EnumSet.of(Route.FORWARD_TO_INGEST, Route.FORWARD_TO_ALERT);
        DOCUMENT.operations().forEach(operation -> described.add(route(operation)));

        assertThat(described).containsExactlyInAnyOrder(Route.values());
    }

    /** What is described below one scope is tried below all the others: nowhere does the router know more than the document. */
    @Test
    void no_scope_has_a_route_that_is_not_described() {
        Set<String> described = DOCUMENT.operations().stream()
                .map(DocumentedOperation::path)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> endings = new TreeSet<>();
        described.forEach(path ->
                SCOPES.stream().filter(path::startsWith).forEach(scope -> endings.add(path.substring(scope.length()))));

        List<String> missing = new ArrayList<>();
        for (String scope : SCOPES) {
            for (String ending : endings) {
                Optional<Routing.Resource> known = resource(scope + ending);
                // Inside a name of a scope a slash begins another scope; such a path stands among the endings of that
                // one.
                boolean isDescribed = described.stream().anyMatch(path -> same(path, scope + ending));
                if (known.isPresent() && !isDescribed && !isForwarded(known.get())) {
                    missing.add(scope + ending);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean same(String template, String other) {
        return template.replaceAll("\\{[^}]*}", "{}").equals(other.replaceAll("\\{[^}]*}", "{}"));
    }

    @Test
    void the_versions_that_are_described_are_those_that_are_taken() {
        Map.of(
                        "Microsoft.Consumption",
                        "consumptionVersion",
                        "Microsoft.CostManagement",
                        "costManagementVersion",
                        "Microsoft.Authorization",
                        "authorizationVersion",
                        "Microsoft.Management",
                        "managementVersion",
                        "Microsoft.Billing",
                        "billingVersion",
                        MetadataEndpoint.PROVIDER,
                        "metadataVersion")
                .forEach((provider, parameter) -> {
                    List<String> described = StreamSupport.stream(
                                    DOCUMENT.json()
                                            .at("/components/parameters/" + parameter + "/schema/enum")
                                            .spliterator(),
                                    false)
                            .map(version -> version.asText())
                            .sorted()
                            .toList();
                    String refusal = ApiVersions.refusal(provider, "1970-01-01")
                            .map(Refusal::message)
                            .orElseThrow();

                    assertThat(refusal).contains("'" + String.join(", ", described) + "'");
                });
    }

    @Test
    void an_ARM_path_and_no_other_asks_for_the_versions_of_its_provider() {
        DOCUMENT.operations().forEach(operation -> {
            String provider = resource(operation.path()).orElseThrow().provider();
            String version = operation.query().replace("?api-version=", "").replaceAll("&.*", "");
            assertThat(version.isEmpty()).as(operation.toString()).isEqualTo(provider == null);
            if (provider != null) {
                assertThat(ApiVersions.refusal(provider, version))
                        .as(operation.toString())
                        .isEmpty();
            }
        });
    }

    @Test
    void what_the_other_services_describe_is_forwarded_to_them() {
        Map.of("alert-service", Route.FORWARD_TO_ALERT, "usage-ingest-service", Route.FORWARD_TO_INGEST)
                .forEach((service, route) -> {
                    List<DocumentedOperation> operations =
                            DescribedService.document(service).operations();
                    assertThat(operations).isNotEmpty();
                    operations.forEach(operation -> assertThat(route(operation))
                            .as(operation.toString())
                            .isEqualTo(route));
                });
    }

    /** Path by path: where one route is at several places, each is described. */
    @Test
    void what_is_listed_of_a_service_is_described_and_nothing_else() {
        for (String service : List.of("budget-service", "alert-service", "usage-ingest-service")) {
            Set<String> listed = ListedRoutes.of(Path.of(System.getProperty("outlay.root", "..")), service);

            assertThat(listed).as(service).isNotEmpty();
            assertThat(ListedRoutes.described(DescribedService.document(service)))
                    .as("what openapi.yaml of " + service + " describes must be what deploy/contracts/routes.tsv lists")
                    .containsExactlyElementsOf(listed);
        }
    }

    @Test
    void every_dimension_is_named_where_a_filter_or_a_grouping_is_described() {
        String query = text("/components/requestBodies/CostQuery/description");
        String budgets = text("/components/schemas/Dimension/properties/name/description");

        for (String described : List.of(query, budgets)) {
            String[] scopes = described.split("and, at billing account, billing profile|at billing scopes also", -1);
            assertThat(scopes).hasSize(2);
            Set<String> everywhere = named(scopes[0]);
            Set<String> atBillingScopes = named(scopes[1].substring(0, scopes[1].indexOf('.')));
            Set<String> retail = Set.copyOf(Dimension.labels(PriceView.RETAIL));

            assertThat(everywhere).containsAll(retail);
            for (String label : Dimension.labels(PriceView.INVOICED)) {
                assertThat(everywhere.contains(label)).as(label).isEqualTo(retail.contains(label));
                assertThat(atBillingScopes.contains(label)).as(label).isEqualTo(!retail.contains(label));
            }
        }
    }

    private static String text(String pointer) {
        return DOCUMENT.json().at(pointer).asText();
    }

    private static Set<String> named(String text) {
        return new TreeSet<>(List.of(text.split("[^A-Za-z]+")));
    }

    private static Route route(DocumentedOperation operation) {
        return Optional.ofNullable(
                        resource(operation.path()).orElseThrow().methods().get(operation.method()))
                .orElseThrow();
    }

    private static boolean isForwarded(Routing.Resource resource) {
        return resource.methods().containsValue(Route.FORWARD_TO_ALERT)
                || resource.methods().containsValue(Route.FORWARD_TO_INGEST);
    }

    /** What the router makes of a template, with a name in each of its places. */
    private static Optional<Routing.Resource> resource(String template) {
        return ArmPath.of(template.replaceAll("\\{[^}]*}", "name")) instanceof ArmPath.Segments path
                ? Routing.resource(path.segments())
                : Optional.empty();
    }
}
