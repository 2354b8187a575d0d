package dev.outlay.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.outlay.ingest");

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
                .resideInAnyPackage("io.quarkus..", "io.vertx..", "org.apache.kafka..", "jakarta..")
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
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CODE);
    }

    @Test
    void onlyTheGateSubscribesAndNobodyBlocksOnAnAnswer() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Gate(\\$.*)?")
                .should()
                .callMethod(Uni.class, "subscribe")
                .check(CODE);
        noClasses().should().callMethod(Uni.class, "await").check(CODE);
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
