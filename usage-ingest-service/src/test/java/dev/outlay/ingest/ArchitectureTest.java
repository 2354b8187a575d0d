package dev.outlay.ingest;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.outlay.ingest");

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
    void theCoreIsPlainJava() {
        classes()
                .that()
                .resideInAPackage("..charge..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.outlay.ingest.charge..")
                .check(CODE);
    }

    @Test
    void theReadersKnowNoServer() {
        noClasses()
                .that()
                .resideInAPackage("..file..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.vertx..", "io.smallrye..", "org.apache.kafka..", "jakarta..")
                .check(CODE);
    }

    @Test
    void httpIsKnownAtTheEdgesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ingest.http..", "..ingest.intake..", "..ingest.imports..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ws.rs..",
                        "java.net.http..",
                        "io.vertx.core.http..",
                        "io.vertx.ext.web..",
                        "io.vertx.mutiny..",
                        "io.quarkus.vertx.http..")
                .check(CODE);
    }

    /** It accepts while every database is down (DESIGN.md section 6, point 15). */
    @Test
    void nobodyKnowsADatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.persistence..", "org.hibernate..", "io.vertx.sqlclient..", "java.sql..", "javax.sql..")
                .check(CODE);
    }

    @Test
    void kafkaIsKnownWhereItIsPublishedToAndWhereImportsAreKept() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..publish..", "..imports..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CODE);
    }

    @Test
    void packagesDoNotGoRoundInCircles() {
        slices().matching("dev.outlay.ingest.(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Mapper|Dto|Service)(\\$.*)?")
                .check(CODE);
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..common..", "..helper..", "..impl..", "..dto..", "..mapper..", "..service..")
                .check(CODE);
    }

    @Test
    void rulesAreGivenTheTime() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.ingest\\.Wiring")
                .should()
                .accessTargetWhere(target(TELLS_THE_TIME))
                .check(CODE);
    }

    @Test
    void onlyTheGateSubscribesAndNobodyBlocksOnAnAnswer() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Gate(\\$.*)?")
                .should()
                .accessTargetWhere(ofMutiny("subscribe"))
                .check(CODE);
        noClasses().should().accessTargetWhere(ofMutiny("await")).check(CODE);
    }

    /** There are no sessions here that two things at once would break; there is no need for it either. */
    @Test
    void nothingIsDoneTwoAtATime() {
        noClasses()
                .should()
                .accessTargetWhere(ofMutiny("combine|join|createBy|merge|merging|transformTo\\w+AndMerge"))
                .check(CODE);
    }

    @Test
    void everyPackageSaysWhatItOwns() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(NullMarked.class)
                .check(CODE);
        assertThat(CODE.stream().map(JavaClass::getPackageName).distinct())
                .allSatisfy(name -> assertThat(CODE.contain(name + ".package-info"))
                        .as(name)
                        .isTrue());
    }

    @Test
    void nothingIsInjectedIntoFields() {
        fields().should().notBeAnnotatedWith(Inject.class).check(CODE);
    }

    @Test
    void noClassIsLongerThanThreeHundredLines() throws IOException {
        Path sources = Path.of(System.getProperty("outlay.root"), "usage-ingest-service", "src");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                List<String> lines = Files.readAllLines(file);
                assertThat(lines).as(file.toString()).hasSizeLessThanOrEqualTo(300);
                assertThat(lines)
                        .as(file.toString())
                        .noneMatch(line -> line.contains("TO" + "DO") || line.contains("FIX" + "ME"));
            }
        }
    }
}
