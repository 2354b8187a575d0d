package dev.outlay.alert.arm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.outlay.alert.running.Repository;
import dev.outlay.alert.scope.Scope;
import dev.outlay.alert.scope.ScopedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code deploy/contracts/routes.tsv} lists what this service answers, with the decision that each needs; the access matrix of the whole system is made from
 * that list. So that none is forgotten, the routes are not asked of whoever wrote them: every word that the sources of the paths quote is tried in every
 * place.
 */
class ListedRoutesTest {

    /** Stands for a name in a path; no word of an operation's. */
    private static final String NAME = "*";

    private static final String ACCOUNT = "providers/microsoft.billing/billingaccounts/*";
    private static final String OF_WEBHOOKS = "v1/webhooks/";
    private static final String OF_SILENCES = "v1/silences/";
    private static final List<String> FRONTS = List.of(
            "",
            ACCOUNT,
            ACCOUNT + "/billingprofiles/*",
            ACCOUNT + "/customers/*",
            "subscriptions/*",
            "subscriptions/*/resourcegroups/*",
            OF_WEBHOOKS + ACCOUNT,
            OF_WEBHOOKS + ACCOUNT + "/billingprofiles/*",
            OF_WEBHOOKS + ACCOUNT + "/customers/*",
            OF_WEBHOOKS + "subscriptions/*",
            OF_WEBHOOKS + "subscriptions/*/resourcegroups/*",
            OF_SILENCES + ACCOUNT,
            OF_SILENCES + ACCOUNT + "/billingprofiles/*",
            OF_SILENCES + ACCOUNT + "/customers/*",
            OF_SILENCES + "subscriptions/*",
            OF_SILENCES + "subscriptions/*/resourcegroups/*");

    /** How many words, some of them of several segments, can follow a scope. */
    private static final int LONGEST = 4;

    private static final Pattern QUOTED = Pattern.compile("\"([A-Za-z0-9./-]*[a-z][A-Za-z0-9./-]*)\"");

    @Test
    void everyRouteIsListedWithItsDecisionAndEveryListedOneIsThere() throws IOException {
        Set<String> found = new TreeSet<>();
        Set<Class<?>> answered = new HashSet<>();
        explore((path, operation) -> {
            answered.add(operation.getClass());
            operation
                    .methods()
                    .forEach(method -> found.add(method + " /" + path + " "
                            + operation.action(method).kind().name().toLowerCase(Locale.ROOT)));
        });

        assertThat(found)
                .as(
                        "what the operations answer must be what deploy/contracts/routes.tsv lists for alert-service: method, path"
                                + " and decision. Add the line there, a family to the oracle of deploy/e2e's access matrix if it"
                                + " is a new one, and make the table again")
                .containsExactlyInAnyOrderElementsOf(listed());
        assertThat(answered).as("every operation has a path").containsAll(operations(Operation.class));
    }

    @Test
    void theRoutesAreLookedForAtEveryKindOfScope() {
        assertThat(FRONTS.stream()
                        .flatMap(front -> ScopedPath.of(segments(front)).stream())
                        .<Class<?>>map(path -> path.scope().getClass()))
                .containsExactlyInAnyOrder(Scope.class.getPermittedSubclasses());
    }

    /** Whatever is answered is answered by the operations that this test knows. */
    @Test
    void onlyTheRoutesAnswerHttp() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.outlay.alert");
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Routes.class.getName())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.ext.web.Router")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.quarkus.vertx.web..", "jakarta.servlet..")
                .check(classes);
    }

    private static List<Class<?>> operations(Class<?> sealed) {
        List<Class<?>> operations = new ArrayList<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            operations.addAll(permitted.isSealed() ? operations(permitted) : List.of(permitted));
        }
        return operations;
    }

    private static void explore(BiConsumer<String, Operation> found) throws IOException {
        List<List<String>> words = words();
        for (String front : FRONTS) {
            explore(new ArrayDeque<>(segments(front)), words, LONGEST, found);
        }
    }

    private static void explore(
            Deque<String> path, List<List<String>> words, int more, BiConsumer<String, Operation> found) {
        List<String> segments = List.copyOf(path);
        Operation.of(segments)
                .ifPresent(operation ->
                        found.accept(String.join("/", withNames(segments, operation.getClass())), operation));
        if (more == 0) {
            return;
        }
        for (List<String> word : words) {
            word.forEach(path::addLast);
            explore(path, words, more - 1, found);
            word.forEach(ignored -> path.removeLast());
        }
    }

    /** A word that could as well be any other is a name. */
    private static List<String> withNames(List<String> segments, Class<?> operation) {
        String[] named = segments.toArray(String[]::new);
        for (int position = 0; position < named.length; position++) {
            String word = named[position];
            named[position] = NAME;
            Optional<Operation> same = Operation.of(List.of(named));
            named[position] = same.filter(operation::isInstance).isPresent() ? NAME : word;
        }
        return List.of(named);
    }

    private static List<List<String>> words() throws IOException {
        Set<String> words = new TreeSet<>(Set.of(NAME));
        for (String source : List.of(
                "arm/OperationPath.java",
                "arm/SilencePath.java",
                "arm/WebhookPath.java",
                "actiongroup/ActionGroupId.java")) {
            QUOTED.matcher(Files.readString(
                            Repository.root().resolve("alert-service/src/main/java/dev/outlay/alert/" + source)))
                    .results()
                    .forEach(match -> words.add(match.group(1).toLowerCase(Locale.ROOT)));
        }
        return words.stream()
                .map(ListedRoutesTest::segments)
                .filter(segments -> !segments.isEmpty())
                .toList();
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static Set<String> listed() throws IOException {
        return Files.readAllLines(Repository.root().resolve("deploy/contracts/routes.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(columns -> columns[0].equals("alert-service"))
                .map(columns -> columns[1] + " "
                        + columns[2].replaceAll("\\{[^}]*}", "*").toLowerCase(Locale.ROOT) + " " + columns[3])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
