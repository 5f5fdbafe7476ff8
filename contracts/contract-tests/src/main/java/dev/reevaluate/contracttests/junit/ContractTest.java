package dev.reevaluate.contracttests.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests a server by its OpenAPI document: each thing that the document has something to say about becomes a request, whose
 * answer is judged. The class implements {@link ServerUnderTest} and {@link ObservedState}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ContractTestExtension.class)
public @interface ContractTest {

    /** Returns the document: a resource of the class path, or else a file; what it refers to lies beside it. */
    String document();

    /** Returns the policy file, which says what the document can't: a resource of the class path, or else a file. */
    String policy();

    /** Returns the directory that {@code cases.md} is written to. */
    String reports() default "target";
}
