package dev.outlay.budget.arm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.outlay.budget.scope.ScopeKind;
import dev.outlay.budget.scope.ScopedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code deploy/contracts/routes.tsv} lists what this service answers, with the decision that each needs; the access matrix of the whole system is made from
 * that list. So that none is forgotten, the routes are not asked of whoever wrote them: every word that the router's source quotes is tried in every place.
 */
class ListedRoutesTest {

    /** Stands for a name in a path; no word of the router's. */
    private static final String NAME = "*";

    private static final String ACCOUNT = "providers/microsoft.billing/billingaccounts/*";
    private static final List<String> FRONTS = List.of(
            "",
            ACCOUNT,
            ACCOUNT + "/billingprofiles/*",
            ACCOUNT + "/customers/*",
            "subscriptions/*",
            "subscriptions/*/resourcegroups/*",
            "providers/microsoft.management/managementgroups/*");

    /** What announces the namespace of a provider. */
    private static final String PROVIDERS = "providers";

    /** How many words, some of them of several segments, can follow a scope. */
    private static final int LONGEST = 4;

    private static final Pattern QUOTED = Pattern.compile("\"([A-Za-z0-9./-]*[a-z][A-Za-z0-9./-]*)\"");
    private static final Path ROOT = Path.of(System.getProperty("outlay.root", ".."));

    @Test
    void every_route_is_listed_with_its_decision_and_every_listed_one_is_there() throws IOException {
        Set<String> found = new TreeSet<>();
        Set<Route> answered = EnumSet.noneOf(Route.class);
        explore((path, methods) -> methods.forEach((method, route) -> {
            if (!isForwarded(route)) {
                answered.add(route);
                found.add(
                        method + " /" + path + " " + route.need().kind().name().toLowerCase(Locale.ROOT));
            }
        }));

        assertThat(found)
                .as(
                        "what the router answers must be what deploy/contracts/routes.tsv lists for budget-service: method, path"
                                + " and decision. Add the line there, a family to the oracle of deploy/e2e's access matrix if it"
                                + " is a new one, and make the table again")
                .containsExactlyInAnyOrderElementsOf(listed("budget-service"));
        assertThat(answered)
                .as("every route has a path")
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Route.values())
                        .filter(route -> !isForwarded(route))
                        .toList());
    }

    @Test
    void the_other_services_routes_are_forwarded_to_them() throws IOException {
        for (Map.Entry<String, Route> service : Map.of(
                        "usage-ingest-service", Route.FORWARD_TO_INGEST, "alert-service", Route.FORWARD_TO_ALERT)
                .entrySet()) {
            for (String route : listed(service.getKey())) {
                String[] words = route.split(" ", -1);
                assertThat(Routing.resource(segments(words[1].substring(1)))
                                .map(resource -> resource.methods().get(words[0])))
                        .as(route)
                        .contains(service.getValue());
            }
        }
    }

    @Test
    void the_routes_are_looked_for_at_every_kind_of_scope() {
        assertThat(FRONTS.stream()
                        .flatMap(front -> ScopedPath.of(segments(front)).stream())
                        .map(path -> path.scope().kind()))
                .containsExactlyInAnyOrder(ScopeKind.values());
    }

    /** Whatever is answered is answered by the router that this test knows. */
    @Test
    void only_the_router_answers_http() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.outlay.budget");
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ArmServer.class.getName())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.ext.web.Router")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.quarkus.vertx.web..", "jakarta.servlet..")
                .check(classes);
    }

    private static boolean isForwarded(Route route) {
        return route == Route.FORWARD_TO_INGEST || route == Route.FORWARD_TO_ALERT;
    }

    /** All fronts with all first words, at the same time: there are tens of millions of paths. */
    private static void explore(BiConsumer<String, Map<String, Route>> found) throws IOException {
        List<List<String>> words = words();
        BiConsumer<String, Map<String, Route>> oneByOne = (path, methods) -> {
            synchronized (found) {
                found.accept(path, methods);
            }
        };
        FRONTS.forEach(front -> found(new ArrayDeque<>(segments(front)), found));
        FRONTS.stream().flatMap(front -> words.stream().map(word -> Map.entry(front, word))).toList().parallelStream()
                .forEach(begun ->
                        follow(new ArrayDeque<>(segments(begun.getKey())), begun.getValue(), words, LONGEST, oneByOne));
    }

    /** @param more how many words may follow, this one among them: one less behind a namespace that nothing announces, as none of ARM's stands */
    private static void follow(
            Deque<String> path,
            List<String> word,
            List<List<String>> words,
            int more,
            BiConsumer<String, Map<String, Route>> found) {
        boolean isStray = isNamespace(word.getFirst()) && !PROVIDERS.equals(path.peekLast());
        int left = isStray ? more - 2 : more - 1;
        if (left < 0) {
            return;
        }
        word.forEach(path::addLast);
        found(path, found);
        if (left > 0) {
            words.forEach(next -> follow(path, next, words, left, found));
        }
        word.forEach(ignored -> path.removeLast());
    }

    private static void found(Deque<String> path, BiConsumer<String, Map<String, Route>> found) {
        List<String> segments = List.copyOf(path);
        Routing.resource(segments)
                .ifPresent(resource ->
                        found.accept(String.join("/", withNames(segments, resource.methods())), resource.methods()));
    }

    /** In ARM the namespace of a provider stands behind the word that announces it, and nowhere else. */
    private static boolean isNamespace(String word) {
        return word.startsWith("microsoft.");
    }

    /** A word that could as well be any other is a name. */
    private static List<String> withNames(List<String> segments, Map<String, Route> methods) {
        String[] named = segments.toArray(String[]::new);
        for (int position = 0; position < named.length; position++) {
            String word = named[position];
            named[position] = NAME;
            boolean isName = Routing.resource(List.of(named))
                    .filter(resource -> resource.methods().equals(methods))
                    .isPresent();
            named[position] = isName ? NAME : word;
        }
        return List.of(named);
    }

    private static List<List<String>> words() throws IOException {
        StringBuilder source = new StringBuilder();
        try (Stream<Path> routers = Files.list(ROOT.resolve("budget-service/src/main/java/dev/outlay/budget/arm"))) {
            for (Path router : routers.filter(file -> file.toString().endsWith("Routing.java"))
                    .sorted()
                    .toList()) {
                source.append(Files.readString(router));
            }
        }
        return Stream.concat(Stream.of(NAME), QUOTED.matcher(source).results().map(match -> match.group(1)
                        .toLowerCase(Locale.ROOT)))
                .distinct()
                .map(ListedRoutesTest::segments)
                .filter(segments -> !segments.isEmpty())
                .toList();
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static Set<String> listed(String service) throws IOException {
        return Files.readAllLines(ROOT.resolve("deploy/contracts/routes.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(columns -> columns[0].equals(service))
                .map(columns -> columns[1] + " "
                        + columns[2].replaceAll("\\{[^}]*}", "*").toLowerCase(Locale.ROOT) + " " + columns[3])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
