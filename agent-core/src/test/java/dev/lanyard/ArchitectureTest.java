package dev.lanyard;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import dev.lanyard.credential.Secret;
import dev.lanyard.error.AgentException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the library to the table in docs/architecture.md; a rule changes there and here, in one commit. */
@NullMarked
class ArchitectureTest {
    private static final String ROOT = "dev.lanyard";
    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(AgentException.class.getProtectionDomain().getCodeSource().getLocation());

    /** What each package may know, in the order in which data flows. */
    private static Map<String, Set<String>> mayKnow() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        table.put("error", Set.of());
        table.put("file", Set.of());
        table.put("event", Set.of("error"));
        table.put("config", Set.of("error", "file"));
        table.put("network", Set.of("error", "config"));
        table.put("credential", Set.of("error", "event"));
        table.put("msal", Set.of("error", "event", "network", "credential"));
        table.put("oauth", Set.of("error", "event", "network", "credential"));
        table.put("resolution", Set.of("error", "event", "config", "network", "credential", "msal", "oauth"));
        table.put("transport", Set.of("error", "event", "network", "credential"));
        table.put("connection", Set.of("error", "event", "config", "network", "credential", "transport"));
        // A tool call is followed and cancelled through transport's Call.
        table.put("tools", Set.of("error", "event", "credential", "transport", "connection"));
        table.put("assistant",
                Set.of("error", "event", "config", "network", "credential", "transport", "connection", "tools"));
        table.put("store", Set.of("error", "file", "event", "credential", "assistant"));
        table.put("tracing", Set.of("error", "event"));
        table.put("audit", Set.of("error", "event"));
        return table;
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void eachPackageKnowsOnlyThePackagesBeforeIt() {
        LayeredArchitecture rule = layeredArchitecture().consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("root")
                .definedBy(ROOT)
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer();
        for (String layer : mayKnow().keySet()) {
            rule = rule.layer(layer).definedBy(ROOT + "." + layer + "..");
        }
        for (Map.Entry<String, Set<String>> entry : mayKnow().entrySet()) {
            var layer = rule.whereLayer(entry.getKey());
            rule = entry.getValue().isEmpty()
                    ? layer.mayNotAccessAnyLayer()
                    : layer.mayOnlyAccessLayers(entry.getValue().toArray(String[]::new));
        }
        rule.check(CORE);
    }

    @Test
    void everyClassBelongsToAPackageOfTheTable() {
        String[] packages = mayKnow().keySet().stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
        classes().should().resideInAnyPackage(packages).orShould().resideInAPackage(ROOT).check(CORE);
    }

    @Test
    void vendorLibrariesStayBehindTheirPackage() {
        onlyIn("com.microsoft.aad..", ROOT + ".msal..");
        onlyIn("io.micrometer..", ROOT + ".tracing..");
        onlyIn("com.nimbusds..", ROOT + ".oauth..");
        onlyIn("dev.langchain4j..", ROOT, ROOT + ".connection..", ROOT + ".tools..", ROOT + ".assistant..",
                ROOT + ".store..");
    }

    @Test
    void theLibraryKnowsNoConsoleAndNoServer() {
        noClasses().should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jline..", "picocli..", "dev.lanyard.cli..", "dev.lanyard.server..")
                .check(CORE);
        noClasses().should().accessField(System.class, "out").check(CORE);
        noClasses().should().accessField(System.class, "err").check(CORE);
        noClasses().should().callMethod(System.class, "exit", int.class).check(CORE);
    }

    @Test
    void onlyNetworkMakesAnHttpClient() {
        noClasses().that()
                .resideOutsideOfPackage(ROOT + ".network")
                .should()
                .callMethod(HttpClient.class, "newBuilder")
                .orShould()
                .callMethod(HttpClient.class, "newHttpClient")
                .check(CORE);
    }

    @Test
    void secretsAreNeverPlainStrings() {
        fields().that()
                .haveNameMatching("(?i).*(secret|password|token|apikey|assertion)")
                .should()
                .notHaveRawType(String.class)
                .andShould()
                .notHaveRawType(char[].class)
                .check(CORE);
    }

    @Test
    void onlySecretHoldsWhatMustNotBeShown() {
        classes().that()
                .haveSimpleName(Secret.class.getSimpleName())
                .should()
                .resideInAPackage(ROOT + ".credential")
                .check(CORE);
    }

    @Test
    void timeComesFromAClock() {
        noClasses().should().callMethod(Instant.class, "now").check(CORE);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CORE);
        // Only the builder of an agent chooses the clock that everything else is given.
        noClasses().that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(CORE);
    }

    /** An exception for control flow, private to its class and never seen outside it, is not a failure. */
    @Test
    void failuresCarryARemedy() {
        classes().that()
                .areAssignableTo(RuntimeException.class)
                .and()
                .doNotHaveModifier(JavaModifier.PRIVATE)
                .should()
                .beAssignableTo(AgentException.class)
                .check(CORE);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses().should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameContaining("Util")
                .orShould()
                .haveSimpleNameStartingWith("Default")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(CORE);
    }

    private static void onlyIn(String library, String... packages) {
        noClasses().that(not(resideInAnyPackage(packages)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CORE);
    }
}
