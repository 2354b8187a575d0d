package dev.outlay.alert;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
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
import dev.outlay.alert.running.Repository;
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
            .importPackages("dev.outlay.alert");

    /** Rules and values: they know Java, and each other. */
    private static final String CORE =
            "dev\\.outlay\\.alert\\.(scope\\..*|access\\.(AccessAction|AccessDecision|AccessEvent|AccessFacts|AccessHeard|BuiltInRole|CustomerKey|Permission|Principal|RoleMapping).*"
                    + "|alert\\.(Alert|Acknowledgement|StatusModifier|Crossing|Explanation|Occasion|ReservationsUnderused|AlertFilter|Writers)(\\$.*)?"
                    + "|actiongroup\\.(ActionGroup|ActionGroupId|Receiver|WebhookSecret|SecretSeal|SecretKeeping|Problem|BodyFormat)(\\$.*)?"
                    + "|delivery\\.(DeliveryState|GivenUp|Outcome|RetryPolicy|SpeakingRight|RoleHolders|PlannedDelivery|Parcel|Conclusion|Claimed|Suppression|NoiseDecision|WaitingDecision|Verification|Pace|WebhookId|WebhookPulse|Recovery|DisabledWebhook|DisabledWords|Ground)(\\$.*)?"
                    + "|conformance\\.(ConformanceCase|ConformanceRun|Finding|Heard|SentMessage|TriedCase)(\\$.*)?"
                    + "|silence\\.(Silence|Matchers)(\\$.*)?"
                    + "|recipient\\.(QuietHours|Wishes|Recipient)(\\$.*)?"
                    + "|network\\..*"
                    + "|transport\\.(AddressRules|PortRules|WebhookTarget|StandardWebhook|MoneyText|AlertWords|WebhookAnswer|MailAnswer|HandshakeAnswer|MailHeaders|MailTexts)(\\$.*)?"
                    + "|link\\..*"
                    + "|health\\.(Part|Address)(\\$.*)?"
                    + "|arm\\.(ArmType|Operation|OfGroup|OfSilences|OfRecipients|SilencePath|WebhookPath).*)";

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

    @Test
    void theCoreKnowsJavaAndItselfAlone() {
        classes()
                .that()
                .haveNameMatching(CORE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..")
                        .or(ofTheCore()))
                .check(CLASSES);
    }

    /** What is asked of the service comes in at {@code arm}; what it tells goes out from {@code transport}. */

    /** What an enumeration keeps its values in is an array of it. */
    private static DescribedPredicate<JavaClass> ofTheCore() {
        return describe(
                "belong to the core",
                type -> type.getBaseComponentType().getName().matches(CORE)
                        || type.getBaseComponentType().isPrimitive());
    }

    @Test
    void httpIsKnownAtTheEdgesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..alert.arm..", "..alert.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ws.rs..",
                        "java.net.http..",
                        "io.vertx.core.http..",
                        "io.vertx.ext.web..",
                        "io.vertx.mutiny..",
                        "io.quarkus.vertx.http..")
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
                        ".*(Table|Row|Transactions|RecordCrossings|OperateDeliveries|TestSends|Dispatcher|Health)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..")
                .check(CLASSES);
    }

    @Test
    void sqlIsInTables() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Table(\\$.*)?")
                .should()
                .callMethodWhere(target(nameMatching("create(Native|Selection|Mutation|Named)?Query"))
                        .and(target(owner(resideInAPackage("org.hibernate..")))))
                .check(CLASSES);
    }

    /** In Hibernate Reactive 3.2 two removals of one kind of entity at once lose the transaction of the earlier one. */
    @Test
    void whatIsDeletedIsDeletedByAStatement() {
        noClasses()
                .should()
                .accessTargetWhere(target(nameMatching("remove.*|delete.*"))
                        .and(target(owner(resideInAPackage("org.hibernate..")))))
                .check(CLASSES);
    }

    @Test
    void nobodyTakesAConnectionBesideHibernateReactive() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..alert.database..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.sqlclient..", "java.sql.Connection")
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
                .haveNameNotMatching(".*\\.alert\\.Wiring")
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
                .haveNameNotMatching(
                        ".*(Dispatcher|Transactions|OperateDeliveries|TendWebhooks|AskWebhooks|ConductConformance|RereadEvents|Routes)(\\$.*)?")
                .should()
                .accessTargetWhere(ofMutiny("subscribe"))
                .check(CLASSES);
        noClasses().should().accessTargetWhere(ofMutiny("await")).check(CLASSES);
    }

    /** Two things at once on one session break it in ways that no test finds. */
    @Test
    void nothingIsDoneTwoAtATimeBesideSessions() {
        noClasses()
                .should()
                .accessTargetWhere(ofMutiny("combine|join|createBy|merge|merging|transformTo\\w+AndMerge"))
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
