package dev.reevaluate.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** What the folders promise, kept by the build. */
@AnalyzeClasses(packages = "dev.reevaluate.server", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule generatedTypesStayInWeb = noClasses()
            .that()
            .resideOutsideOfPackage("dev.reevaluate.server.web")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.reevaluate.openapi..")
            .because("the rules outlive a change of the generator, and of the contract's names");

    @ArchTest
    static final ArchRule sqlStaysOutOfWeb = noClasses()
            .that()
            .resideInAPackage("dev.reevaluate.server.web")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
            .because("a delegate hands over, it does not decide");

    @ArchTest
    static final ArchRule httpStaysInWeb = noClasses()
            .that()
            .resideOutsideOfPackage("dev.reevaluate.server.web")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "org.springframework.http..", "org.springframework.web..")
            .because("the rules are the same for every way in");

    @ArchTest
    static final ArchRule evaluationIsPure = noClasses()
            .that()
            .resideInAPackage("dev.reevaluate.server.evaluation")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "java.net..", "java.nio.file..", "java.time..")
            .because("the same call has the same score, wherever and whenever it is evaluated");

    @ArchTest
    static final ArchRule onlyTheSchedulerHasThreads = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Executors.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("work that no execution stands for is lost with the process");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests set the clock");

    @Test
    void thePackagesAreModulesWithoutCycles() {
        ApplicationModules.of(ReevaluateServer.class).verify();
    }
}
