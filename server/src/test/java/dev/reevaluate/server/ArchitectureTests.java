package dev.reevaluate.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.InstantSource;
import java.util.Date;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
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
            .resideInAnyPackage("org.springframework..", "java.sql..", "java.net..", "java.nio.file..")
            .because("the same call has the same score, wherever and whenever it is evaluated");

    @ArchTest
    static final ArchRule onlyTheSchedulerHasThreads = noClasses()
            .that()
            // The judge's few threads and one for each Python process work for an execution: a lost answer is asked for
            // again
            .resideOutsideOfPackages(
                    "dev.reevaluate.server.judge", "dev.reevaluate.server.python", "dev.reevaluate.server.outage")
            .and()
            // Only reads, and only at the start
            .doNotHaveSimpleName("ContractAtStart")
            .and()
            // Ends a wait as the process ends
            .doNotHaveSimpleName("SchemaMigrations")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Executors.class, ThreadPoolExecutor.class, ForkJoinPool.class, Timer.class)
            .orShould()
            .callConstructorWhere(target(owner(assignableTo(Thread.class))))
            .orShould()
            .callMethodWhere(target(name("sleep")))
            .orShould()
            .callMethodWhere(
                    target(owner(assignableTo(CompletableFuture.class))).and(target(nameMatching(".*Async"))))
            .because("work that no execution stands for is lost with the process");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .callMethodWhere(describe(
                    "the time of the system is asked for",
                    call -> call.getTargetOwner().getPackageName().equals("java.time")
                            && call.getName().equals("now")
                            && call.getTarget().getRawParameterTypes().isEmpty()))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Date.class)
            .because("tests set the clock");

    @ArchTest
    static final ArchRule intervalsGoByTheSteadyClock = noClasses()
            .that()
            // What they ask for is a time of day, or compared with one that the database tells
            .haveNameNotMatching(".*\\.(WebhookClient|RetryAfter|DatabaseClock|DatabaseFindings)")
            .should()
            .callMethodWhere(target(owner(assignableTo(InstantSource.class)))
                    .and(target(nameMatching("instant|millis")))
                    .and(not(target(owner(assignableTo(SteadyClock.class))))))
            .because("a machine's clock that is set back would stretch a wait by as much");

    @Test
    void thePackagesAreModulesWithoutCycles() {
        ApplicationModules.of(ReevaluateServer.class).verify();
    }
}
