package dev.outlay.budget;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.outlay.budget");

    /** Rules and values: they know Java, and each other. */
    private static final String CORE =
            "dev\\.outlay\\.budget\\.(money\\..*|scope\\.(Scope|ScopeKey|ScopeKind|PriceView|ArmPath|ScopedPath|ActionGroupId).*"
                    + "|budget\\.(Budget|Notification|CostFilter|TimeGrain|Period|Operator|ThresholdType|Metric|Dimension)(\\$.*)?"
                    + "|ledger\\.(Agreement|Alerts|Charge|ChargeCategory|ChargeKey|Column|ColumnValues|CommitmentUse|Counting|Description|Differences"
                    + "|DimensionSet|Fingerprint|LedgerRow|Price|RecordedRows|Restatement|SeriesTarget|SpendMoved|Telling)(\\$.*)?"
                    + "|evaluation\\.(Cause|Evaluation|Crossing|SeriesMatcher|WatchedBudget|RecordedBatch)(\\$.*)?"
                    + "|billing\\.(Invoice|InvoiceName|InvoicedCategories|BillingSubscription)(\\$.*)?"
                    + "|rates\\.(EuroRate|EuroRatesFile)(\\$.*)?|stream\\.(Timestamp|StorableText|RetentionBound)(\\$.*)?"
                    + "|health\\.(Part|Address)(\\$.*)?"
                    + "|access\\.(AccessRules|Decision|ManagementGroupMember|Need|Principal|Role|Grounds)(\\$.*)?)";

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
        slices().matching("dev.outlay.budget.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theEdgesKnowNoDatabase() {
        noClasses()
                .that()
                .resideInAnyPackage("..arm..", "..frontdoor..", "..stream..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "io.vertx.sqlclient..")
                .check(CLASSES);
    }

    @Test
    void nobodyTakesAConnectionBesideHibernateReactive() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..budget.database..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.sqlclient..", "java.sql.Connection")
                .check(CLASSES);
    }

    /** Two entities of one kind that are deleted at the same time can hang Hibernate Reactive (decision 1): a statement does it. */
    @Test
    void whatIsDeletedIsDeletedByAStatement() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("remove.*|delete.*"))
                        .and(target(owner(resideInAPackage("org.hibernate..")))))
                .check(CLASSES);
    }

    /** A lock is no table: what it says to the database it says in its own class. */
    @Test
    void sqlIsInTables() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Table(\\$.*)?|.*\\.StreamLock")
                .should()
                .callMethodWhere(target(nameMatching("create(Native|Selection|Mutation|Named)?Query")))
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
    void onlyLoopsAndEdgesSubscribeAndNobodyWaits() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(RepeatedTask|OutboxRelay|BatchGathering|ArmServer)(\\$.*)?")
                .should()
                .callMethod(Uni.class, "subscribe")
                .check(CLASSES);
        noClasses().should().callMethod(Uni.class, "await").check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItOwns() {
        List<String> silent = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name ->
                        CLASSES.stream().noneMatch(each -> each.getName().equals(name + ".package-info")))
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void noClassIsLongerThanThreeHundredLinesAndNothingIsLeftForLater() throws IOException {
        Path sources = Path.of(System.getProperty("outlay.root", "..")).resolve("budget-service/src");
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> wrong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(ArchitectureTest::isTooLongOrUnfinished)
                    .toList();
            assertThat(wrong).isEmpty();
        }
    }

    private static boolean isTooLongOrUnfinished(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() > 300
                    || lines.stream().anyMatch(line -> line.contains("TO" + "DO") || line.contains("FIX" + "ME"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
