plugins {
    java
    id("org.springframework.boot") version "4.1.2"
    id("io.spring.dependency-management") version "1.1.7"
}

java {
    toolchain { languageVersion = JavaLanguageVersion.of(17) }
}

repositories {
    mavenLocal()
    mavenCentral()
}

// Spring Cloud Contract 5.0.2 runs with this Groovy
extra["groovy.version"] = "5.0.3"

dependencyManagement {
    imports { mavenBom("org.springframework.cloud:spring-cloud-contract-dependencies:5.0.2") }
}

dependencies {
    testImplementation("dev.reevaluate:reevaluate-contracts:1.0.0-SNAPSHOT:stubs")
    testImplementation("dev.reevaluate:reevaluate-wiremock:1.0.0-SNAPSHOT")
    testImplementation("org.springframework.cloud:spring-cloud-starter-contract-stub-runner")
    testImplementation("org.springframework.boot:spring-boot-starter-test")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher")
}

tasks.test { useJUnitPlatform() }
