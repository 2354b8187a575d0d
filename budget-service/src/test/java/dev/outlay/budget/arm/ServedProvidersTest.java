package dev.outlay.budget.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.openapi.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The list of providers against what is answered: both services' routes are in {@code deploy/contracts/routes.tsv}, which is compared with their routers elsewhere. */
class ServedProvidersTest {

    private static final Path ROOT = Path.of(System.getProperty("outlay.root", ".."));
    private static final String PROVIDERS = "/providers/";

    /** No path names the namespace of these, which are Resource Manager's own. */
    private static final Map<String, String> OF_RESOURCE_MANAGER = Map.of(
            "providers", "/providers",
            "resourceGroups", "/subscriptions/*/resourceGroups/*",
            "subscriptions", "/subscriptions",
            "subscriptions/providers", "/subscriptions/*/providers",
            "subscriptions/resourceGroups", "/subscriptions/*/resourceGroups",
            "tenants", "/tenants");

    private static List<String[]> routes() throws IOException {
        return Files.readAllLines(ROOT.resolve("deploy/contracts/routes.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(columns -> !columns[2].startsWith("/v1/"))
                .toList();
    }

    /** {@code {namespace}/{type}} of a path of ARM's that is a list or a resource, or something that is asked of a scope; empty for what is done with a resource. */
    private static Optional<String> type(String method, String path) {
        int at = path.lastIndexOf(PROVIDERS);
        List<String> words = at < 0
                ? List.of()
                : List.of(path.substring(at + PROVIDERS.length()).split("/", -1));
        if (words.size() < 2 || words.getFirst().startsWith("{")) {
            return Optional.empty();
        }
        List<String> type = new ArrayList<>(List.of(words.getFirst()));
        for (int index = 1; index < words.size(); index++) {
            boolean isName =
                    words.get(index).startsWith("{") || words.get(index).equals("default");
            if (isName == (index % 2 == 1)) {
                return Optional.empty();
            }
            if (!isName) {
                type.add(words.get(index));
            }
        }
        boolean isDone = method.equals("POST") && words.size() > 2;
        return isDone ? Optional.empty() : Optional.of(String.join("/", type).toLowerCase(Locale.ROOT));
    }

    @Test
    void every_type_that_is_listed_is_routed_and_every_one_that_is_routed_is_listed() throws IOException {
        Set<String> routed = new TreeSet<>();
        routes().forEach(columns -> type(columns[1], columns[2]).ifPresent(routed::add));
        OF_RESOURCE_MANAGER.forEach((type, path) -> {
            assertThat(Routing.resource(segments(path)).map(Routing.Resource::provider))
                    .as(path)
                    .contains(TenantRouting.RESOURCES);
            routed.add("microsoft.resources/" + type.toLowerCase(Locale.ROOT));
        });

        assertThat(ServedProviders.all().stream().flatMap(provider -> provider.types().stream()
                        .map(type -> (provider.namespace() + "/" + type.name()).toLowerCase(Locale.ROOT))))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(routed);
    }

    @Test
    void every_version_that_is_listed_is_taken_where_the_type_is() throws IOException {
        for (String[] columns : routes()) {
            Optional<String> type = type(columns[1], columns[2]);
            if (type.isEmpty() || !columns[0].equals("budget-service")) {
                continue;
            }
            String provider = Routing.resource(segments(columns[2].replaceAll("\\{[^}]*}", "name")))
                    .map(Routing.Resource::provider)
                    .orElseThrow();
            assertThat(listed(type.get())).as(type.get()).isNotEmpty().allSatisfy(version -> assertThat(
                            ApiVersions.refusal(String.valueOf(provider), version))
                    .as(version)
                    .isEmpty());
        }
    }

    @Test
    void the_alert_service_s_versions_are_those_that_it_describes() {
        ApiDocument document = DescribedService.document("alert-service");
        Map.of(
                        "alertsVersion", "microsoft.costmanagement/alerts",
                        "groupsVersion", "microsoft.insights/actiongroups",
                        "testsVersion", "microsoft.insights/createnotifications")
                .forEach((parameter, type) -> assertThat(listed(type))
                        .as(type)
                        .containsExactlyInAnyOrderElementsOf(StreamSupport.stream(
                                        document.json()
                                                .at("/components/parameters/" + parameter + "/schema/enum")
                                                .spliterator(),
                                        false)
                                .map(version -> version.asText())
                                .toList()));
    }

    /** az takes the first version that is no preview. */
    @Test
    void versions_are_listed_from_the_newest_to_the_oldest() {
        assertThat(ServedProviders.all().stream().flatMap(provider -> provider.types().stream()))
                .allSatisfy(type -> assertThat(type.versions())
                        .isNotEmpty()
                        .doesNotHaveDuplicates()
                        .isSortedAccordingTo((one, other) -> other.compareTo(one)));
    }

    @Test
    void a_namespace_is_found_in_any_casing_and_one_that_is_not_served_is_not_there() {
        assertThat(ServedProviders.of("MICROSOFT.INSIGHTS").map(ServedProviders::namespace))
                .as("as azurerm compares it, letter by letter")
                .contains("microsoft.insights");
        assertThat(ServedProviders.of("Microsoft.Compute")).isEmpty();
    }

    private static List<String> listed(String type) {
        int slash = type.indexOf('/');
        return ServedProviders.of(type.substring(0, slash)).orElseThrow().types().stream()
                .filter(each -> each.name().equalsIgnoreCase(type.substring(slash + 1)))
                .findFirst()
                .map(ServedProviders.Type::versions)
                .orElse(List.of());
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .collect(Collectors.toList());
    }
}
