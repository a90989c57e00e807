package dev.lanyard.samples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Samples show what an application needs: if one must reach deeper, the library lacks something. */
class ArchitectureTest {
    private static final JavaClasses SAMPLES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lanyard.samples");

    @Test
    void samplesUseOnlyWhatAnApplicationUses() {
        noClasses().should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lanyard.transport..", "dev.lanyard.connection..", "dev.lanyard.resolution..",
                        "dev.lanyard.msal..", "dev.lanyard.cli..", "dev.lanyard.server..", "com.microsoft.aad..")
                .check(SAMPLES);
    }

    @Test
    void timeComesFromAClock() {
        noClasses().should().callMethod(Instant.class, "now").check(SAMPLES);
    }
}
