package dev.lanyard.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "dev.lanyard.server.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lanyard.server");

    /** Every package with those it may know; one that is not here fails the build. The order is that of the data. */
    private static final List<Layer> LAYERS = List.of(new Layer("http"), new Layer("protocol", "http"),
            new Layer("auth", "http", "protocol"), new Layer("certificate"), new Layer("authorization", "http", "auth"),
            new Layer("identity", "http", "auth", "authorization", "certificate"),
            new Layer("proxy", "http", "auth", "authorization"), new Layer("model", "http"),
            new Layer("echo", "http", "protocol", "auth"), new Layer("reverse", "http", "protocol", "auth"),
            new Layer("time", "http", "protocol", "auth"), new Layer("profile", "http", "protocol", "auth"),
            new Layer("expenses", "http", "protocol", "auth"), new Layer("search", "http", "protocol", "auth"),
            new Layer("playground", "http", "protocol", "auth", "certificate", "authorization", "identity", "proxy",
                    "model",
                    "echo", "reverse", "time", "profile", "expenses", "search"),
            new Layer("testing", "http", "playground"));

    private record Layer(String name, Set<String> mayKnow) {
        Layer(String name, String... mayKnow) {
            this(name, Set.of(mayKnow));
        }
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void eachPackageKnowsOnlyThoseItMay() {
        for (Layer layer : LAYERS) {
            String[] others = LAYERS.stream()
                    .map(Layer::name)
                    .filter(name -> !name.equals(layer.name()) && !layer.mayKnow().contains(name))
                    .map(name -> ROOT + name + "..")
                    .toArray(String[]::new);
            noClasses().that()
                    .resideInAPackage(ROOT + layer.name() + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        Set<String> found = new TreeSet<>();
        CLASSES.forEach(type -> found.add(type.getPackageName().substring(ROOT.length()).split("\\.", 2)[0]));

        assertThat(LAYERS).extracting(Layer::name).containsAll(found);
    }

    @Test
    void librariesStayBehindTheirPackages() {
        onlyIn("org.eclipse.jetty..", "http");
        onlyIn("com.networknt..", "protocol");
        onlyIn("com.nimbusds..", "auth", "authorization", "identity", "proxy");
        onlyIn("org.bouncycastle..", "certificate", "identity");
        onlyIn("java.sql..", "expenses");
        onlyIn("org.h2..", "playground");
    }

    @Test
    void theModuleKnowsNothingOfTheAgent() {
        noClasses().should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.lanyard..").and(not(resideInAnyPackage("dev.lanyard.server.."))))
                .check(CLASSES);
    }

    @Test
    void timeComesFromAClock() {
        for (Class<?> type : List.of(Instant.class, LocalDateTime.class, ZonedDateTime.class)) {
            noClasses().should().callMethod(type, "now").check(CLASSES);
        }
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    }

    @Test
    void secretsAreNeverPlainStrings() {
        fields().that()
                .haveNameMatching("(?i).*(secret|password|token|apikey)")
                .should()
                .notHaveRawType(String.class)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void namesSayWhatSetsAClassApart() {
        noClasses().should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?)|.*\\.(Default|Abstract)[A-Z].*")
                .check(CLASSES);
    }

    private static void onlyIn(String library, String... packages) {
        String[] homes = Stream.of(packages).map(name -> ROOT + name + "..").toArray(String[]::new);
        noClasses().that(not(JavaClass.Predicates.resideInAnyPackage(homes)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
