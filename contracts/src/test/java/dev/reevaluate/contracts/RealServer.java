package dev.reevaluate.contracts;

import dev.reevaluate.stubs.Contract;
import dev.reevaluate.stubs.Spec;
import dev.reevaluate.stubs.Stubs;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** The world of all contracts: a generated test sends its contract's request to the running server. */
abstract class RealServer extends RunningServer {

    private static final Spec SPEC = Spec.load();

    @BeforeEach
    void sendToThisServer(TestInfo test) {
        RestAssured.reset();
        RestAssured.port = port;
        // A body is sent as the contract writes it
        RestAssured.config = RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs("multipart/form-data", ContentType.TEXT));
        RestAssured.filters(new PromisedAnswer(contract(test), SPEC));
    }

    // Spring Cloud Contract names the class after the folder, and the method after the file
    private static Contract contract(TestInfo test) {
        String folder = test.getTestClass().orElseThrow().getSimpleName().replaceFirst("Test$", "");
        String file = test.getTestMethod().orElseThrow().getName().replaceFirst("^validate_", "");
        return Stubs.CONTRACTS.named((folder + "/" + file).toLowerCase(Locale.ROOT));
    }
}
