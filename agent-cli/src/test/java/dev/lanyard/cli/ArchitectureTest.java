package dev.lanyard.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The order of the packages and the containment of libraries in this module. */
class ArchitectureTest {
    private static final JavaClasses CLI = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lanyard.cli");

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.lanyard.cli.(*)..").should().beFreeOfCycles().check(CLI);
    }

    @Test
    void eachPackageKnowsOnlyThePackagesBeforeIt() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("render")
                .definedBy("dev.lanyard.cli.render")
                .layer("console")
                .definedBy("dev.lanyard.cli.console")
                .layer("prompt")
                .definedBy("dev.lanyard.cli.prompt")
                .layer("session")
                .definedBy("dev.lanyard.cli.session")
                .layer("command")
                .definedBy("dev.lanyard.cli.command")
                .layer("main")
                .definedBy("dev.lanyard.cli")
                .whereLayer("main")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("command")
                .mayOnlyBeAccessedByLayers("main")
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("command", "main")
                .whereLayer("prompt")
                .mayOnlyBeAccessedByLayers("session")
                .whereLayer("console")
                .mayOnlyBeAccessedByLayers("prompt", "session")
                .check(CLI);
    }

    @Test
    void librariesStayBehindTheirPackage() {
        onlyIn("picocli..", "dev.lanyard.cli", "dev.lanyard.cli.command");
        onlyIn("org.jline..", "dev.lanyard.cli.console");
        onlyIn("io.nayuki..", "dev.lanyard.cli.render");
        onlyIn("com.fasterxml.jackson..", "dev.lanyard.cli.command", "dev.lanyard.cli.session",
                "dev.lanyard.cli.prompt");
        noClasses().should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lanyard.server..", "com.microsoft.aad..", "dev.langchain4j..",
                        "io.micrometer..")
                .check(CLI);
    }

    @Test
    void secretsAreNeverPlainStrings() {
        fields().that()
                .haveNameMatching("(?i).*(secret|password|token|apikey)")
                .should()
                .notHaveRawType(String.class)
                .allowEmptyShould(true)
                .check(CLI);
    }

    @Test
    void timeComesFromAClock() {
        noClasses().should().callMethod(Instant.class, "now").check(CLI);
        // Only the surroundings of the process choose the clock that everything else is given.
        noClasses().that()
                .doNotHaveFullyQualifiedName("dev.lanyard.cli.session.Surroundings")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(CLI);
    }

    private static void onlyIn(String library, String... packages) {
        noClasses().that(not(resideInAnyPackage(packages)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLI);
    }
}
