package dev.outlay.budget;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.outlay.budget");

    /** Rules and values: they know Java, and each other. */
    private static final String CORE =
            "dev\\.outlay\\.budget\\.(money\\..*|dimension\\..*|forecast\\..*|scope\\.(Scope|ScopeKey|ScopeKind|PriceView|ArmPath|ScopedPath|ActionGroupId).*"
                    + "|budget\\.(Budget|Notification|CostFilter|TimeGrain|Periods?|Operator|ThresholdType|Metric|ReservationGrain|ReservationNotification|TellingFrequency)(\\$.*)?"
                    + "|reservation\\.(Looked|ReservationCost|ReservationUse|WatchedReservations)(\\$.*)?"
                    + "|ledger\\.(Agreement|Alerts|Charge|ChargeCategory|ChargeKey|Column|ColumnValues|CommitmentUse|CountedMonths|Counting|CustomerTerms|Description|Differences"
                    + "|DimensionSet|Fingerprint|LedgerRow|OtherCurrency|Price|Reclassified|RecordedRows|Restatement|SeriesTarget|SpendMoved|StatedProfile|Telling)(\\$.*)?"
                    + "|evaluation\\.(Cause|Evaluation|LateDays|ToldPeriods|Crossing|CrossedCondition|CrossingState|Standing|SeriesMatcher|WatchedBudget|RecordedBatch)(\\$.*)?"
                    + "|billing\\.(Closing|Invoice|InvoiceStatus|Invoiced|Recount|InvoiceName|InvoicedCategories|BillingSubscription|Product|Transaction|TransactionName)(\\$.*)?"
                    + "|arrival\\.(Arrival|ArrivedDay|ArrivedSource|Habit|SourceFreshness|SourceKey)(\\$.*)?|rates\\.(EuroRate|EuroRatesFile)(\\$.*)?|stream\\.(ChargeProblem|Timestamp|StorableText|RetentionBound)(\\$.*)?"
                    + "|explanation\\.(ComparedDays|Explanation)(\\$.*)?|analysis\\.(Cost(Measure|View|Question|Row|Page|Sql)|ComparedCost(Sql)?|Granularity|Days|Timeframe|Subject|Grouping|QueryFilter|QueryColumn|Sorting"
                    + "|Tier|Dimension(Question|Values|Answer)|PagedQuestion|Subjects|InvalidQuery|SubjectSql|ChargedInvoiceSql|SqlParameters"
                    + "|Forecast(Question|Row|Rows|Page)|PagedForecast|CompleteDays|CostHistory|Outlook|BudgetFilter)(\\$.*)?"
                    + "|health\\.(Part|Address)(\\$.*)?|listing\\.(FieldNames|List(Part|Position|Question)|ListedFields)(\\$.*)?|refusal\\..*"
                    + "|access\\.(AccessRules|ActionPattern|CustomRole|Decision|ManagementGroupMember|Need|Permission|Principal|Role|RoleAssignment|RoleDefinition|RoleMapping|RoleRules"
                    + "|Grounds|Surroundings|WantedAssignment|WantedRole)(\\$.*)?)";

    /** Also where it is handed on as a reference. A clock is what it may be given. */
    private static final DescribedPredicate<AccessTarget> TELLS_THE_TIME = describe(
            "tells the time without being given a clock",
            target -> target instanceof CodeUnitAccessTarget called
                    && switch (called.getOwner().getName()) {
                        case "java.time.Clock" -> called.getName().matches("system.*|tick.*");
                        case "java.lang.System" -> called.getName().equals("currentTimeMillis");
                        case "java.util.Date" -> called.getRawParameterTypes().isEmpty();
                        default ->
                            called.getOwner().getPackageName().startsWith("java.time")
                                    && called.getName().equals("now")
                                    && called.getRawParameterTypes().stream()
                                            .noneMatch(given -> given.isEquivalentTo(Clock.class));
                    });

    /** An operation of Mutiny by its name, also where it is handed on as a reference. */
    private static DescribedPredicate<JavaAccess<?>> ofMutiny(String names) {
        return target(nameMatching(names)).and(target(owner(resideInAPackage("io.smallrye.mutiny.."))));
    }

    /** And the records in which tables hand over what they have read, and texts of the database that are read when they are asked for. */
    @Test
    void theCoreKnowsJavaAndItselfAlone() {
        classes()
                .that()
                .haveNameMatching(CORE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..")
                        .or(ofTheCore())
                        .or(assignableTo(Record.class).and(nameMatching(".*Table\\$\\w+")))
                        .or(nameMatching(".*\\.ledger\\.DescriptionTexts")))
                .check(CLASSES);
    }

    /** What an enumeration keeps its values in is an array of it. */
    private static DescribedPredicate<JavaClass> ofTheCore() {
        return describe(
                "belong to the core",
                type -> type.getBaseComponentType().getName().matches(CORE)
                        || type.getBaseComponentType().isPrimitive());
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
    void httpIsKnownAtTheEdgesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..budget.arm..", "..budget.frontdoor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ws.rs..",
                        "java.net.http..",
                        "io.vertx.core.http..",
                        "io.vertx.ext.web..",
                        "io.vertx.httpproxy..",
                        "io.vertx.mutiny..",
                        "io.quarkus.vertx.http..")
                .check(CLASSES);
    }

    @Test
    void entitiesAreRows() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Row|Table)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
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
                .accessTargetWhere(target(nameMatching("remove.*|delete.*"))
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
                .accessTargetWhere(target(nameMatching("create(Native|Selection|Mutation|Named)?Query")))
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
                .that()
                .haveNameNotMatching(".*\\.wiring\\.SystemClock")
                .should()
                .accessTargetWhere(target(TELLS_THE_TIME))
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
                .haveNameNotMatching(".*(RepeatedTask|OutboxRelay|BatchGathering|ArmServer|FileSending)(\\$.*)?")
                .should()
                .accessTargetWhere(ofMutiny("subscribe"))
                .check(CLASSES);
        noClasses().should().accessTargetWhere(ofMutiny("await")).check(CLASSES);
    }

    /** Two things at once on one session break it in ways that no test finds. What is sent to Kafka at once knows no session. */
    @Test
    void nothingIsDoneTwoAtATimeBesideSessions() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.outbox\\.KafkaOutlet")
                .should()
                .accessTargetWhere(ofMutiny("combine|join|createBy|merge|merging|transformTo\\w+AndMerge"))
                .check(CLASSES);
        noClasses()
                .that()
                .haveNameMatching(".*\\.outbox\\.KafkaOutlet")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.hibernate..")
                .check(CLASSES);
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
