package dev.outlay.alert;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.outlay.alert.running.Repository;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.outlay.alert");

    /** Rules and values: they know Java, and each other. */
    private static final String CORE =
            "dev\\.outlay\\.alert\\.(scope\\..*|access\\.(AccessDecision|AccessEvent|AccessFacts|AccessHeard|CustomerKey|Principal).*"
                    + "|alert\\.(Alert|Crossing)(\\$.*)?"
                    + "|actiongroup\\.(ActionGroup|ActionGroupId|Receiver|WebhookSecret|SecretSeal|SecretKeeping|Problem)(\\$.*)?"
                    + "|delivery\\.(DeliveryState|GivenUp|Outcome|RetryPolicy|SpeakingRight|PlannedDelivery|Parcel|Conclusion|Claimed)(\\$.*)?"
                    + "|network\\..*|transport\\.(AddressRules|StandardWebhook|MoneyText|AlertWords|WebhookAnswer|MailAnswer)(\\$.*)?"
                    + "|health\\.(Part|Address)(\\$.*)?"
                    + "|arm\\.Operation.*)";

    @Test
    void theCoreKnowsNoFramework() {
        noClasses()
                .that()
                .haveNameMatching(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.vertx..",
                        "io.smallrye..",
                        "jakarta..",
                        "org.hibernate..",
                        "com.fasterxml..",
                        "org.apache.kafka..",
                        "io.micrometer..")
                .check(CLASSES);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("dev.outlay.alert.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTablesAndTheShellOfAUseCaseKnowSessions() {
        noClasses()
                .that()
                .haveNameNotMatching(
                        ".*(Table|Row|Transactions|RecordCrossings|OperateDeliveries|Dispatcher|Health)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..")
                .check(CLASSES);
    }

    /** In Hibernate Reactive 3.2 two removals of one kind of entity at once lose the transaction of the earlier one. */
    @Test
    void whatIsDeletedIsDeletedByAStatement() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("remove.*|delete.*"))
                        .and(target(owner(resideInAPackage("org.hibernate..")))))
                .check(CLASSES);
    }

    @Test
    void namesAreWordsOfTheDomain() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Mapper|Dto|Service)(\\$.*)?")
                .check(CLASSES);
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..common..", "..helper..", "..impl..", "..dto..", "..mapper..", "..service..")
                .check(CLASSES);
    }

    @Test
    void theTimeIsPassedIn() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void nothingIsInjectedIntoAField() {
        fields().should().notBeAnnotatedWith("jakarta.inject.Inject").check(CLASSES);
    }

    @Test
    void onlyLoopsAndEdgesSubscribe() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Dispatcher|Transactions|OperateDeliveries|Routes)(\\$.*)?")
                .should()
                .callMethod(Uni.class, "subscribe")
                .check(CLASSES);
        noClasses().should().callMethod(Uni.class, "await").check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItOwns() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(NullMarked.class)
                .check(CLASSES);
        List<String> silent = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name ->
                        CLASSES.stream().noneMatch(each -> each.getName().equals(name + ".package-info")))
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void noClassIsLongerThanThreeHundredLines() throws IOException {
        Path sources = Repository.root().resolve("alert-service/src");
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> wrong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> {
                        try {
                            List<String> lines = Files.readAllLines(file);
                            return lines.size() > 300
                                    || lines.stream()
                                            .anyMatch(
                                                    line -> line.contains("TO" + "DO") || line.contains("FIX" + "ME"));
                        } catch (IOException unreadable) {
                            throw new UncheckedIOException(unreadable);
                        }
                    })
                    .map(Path::toString)
                    .toList();
            assertThat(wrong).isEmpty();
        }
    }
}
