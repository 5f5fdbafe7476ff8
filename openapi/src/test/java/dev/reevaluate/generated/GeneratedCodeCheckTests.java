package dev.reevaluate.generated;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the generator makes no valid Java of a document, its place in the document is named, and not in the Java alone. */
class GeneratedCodeCheckTests {

    private static final String DOCUMENT = """
            openapi: 3.1.0
            info: {title: Orders, version: v1}
            paths:
              /shop/orders/{id}:
                post:
                  responses:
                    '200': {description: ok, content: {application/json: {schema: {properties: {o: {properties: {'p"': {}}}}}}}}
            components:
              schemas:
                Or-der: {properties: {a-b: {}, a.b: {}}}
                Order-kind: {enum: [a]}
                Override_: {}
                StringBuilder_: {}
                Map_: {}
                Twin-1: {properties: {t: {properties: {i: {}}}}}
                Twin-2: {properties: {t: {properties: {i: {}}}}}
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Order.java            | class Order { int ab; int ab; }                                   | #/components/schemas/Or-der
            Renamed.java          | class Renamed { @JsonProperty("a-b") int a; @JsonProperty("a.b") int a; @interface JsonProperty { String value(); } } | #/components/schemas/Or-der
            Inline.java           | class Inline { @JsonProperty("p\\"") int; }                       | #/paths/~1shop~1orders~1{id}/post/responses/200/content/application~1json/schema/properties/o
            Twin2.java            | class Twin2 { @JsonProperty("t") int; }                           | #/components/schemas/Twin-2
            Twin2T.java           | class Twin2T { @JsonProperty("i") int; }                          | #/components/schemas/Twin-2/properties/t
            OrderKindInner.java   | class OrderKindInner { Nothing n; }                               | #/components/schemas/Order-kind
            OrdersApi.java        | class OrdersApi { /** * POST /shop/orders/{id} : it */ Nothing n; } | #/paths/~1shop~1orders~1{id}/post
            OrdersApi.java        | class OrdersApi { Nothing n; /** * POST /shop/orders/{id} : it */ int m; } | #/paths
            Other.java            | class Other { Nothing n; }                                        | #
            """)
    void whatDoesNotCompileIsNamedByItsPlaceInTheDocument(String file, String code, String place) throws IOException {
        Files.writeString(directory.resolve(file), code);

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(this::check)
                .withMessageStartingWith(
                        "openapi.yaml, %s: not supported: what the generator makes of it, because %s, line 1, is no valid Java: "
                                .formatted(place, file));
    }

    @Test
    void aNameThatJavaCanNotWriteIsNamedByWhatItHas() throws IOException {
        Files.writeString(
                directory.resolve("OrdersApi.java"),
                "interface OrdersApi { /** * POST /shop/orders/{id} */ int m(int \uD83D\uDE00); }");

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(this::check)
                .withMessage("openapi.yaml, #/paths/~1shop~1orders~1{id}/post: not supported: a name with \uD83D\uDE00,"
                        + " because Java has none: give it another one by a nameMapping or parameterNameMapping in"
                        + " openapi/pom.xml");
    }

    @Test
    void anOperationThatIsCalledAsAMethodOfEachObjectIsNamed() throws IOException {
        Files.writeString(
                directory.resolve("OrdersApi.java"),
                "/** POST /other : it */ interface OrdersApi extends Delegate { }");
        Files.writeString(directory.resolve("Delegate.java"), """
                interface Delegate {
                  /**
                   * POST /shop/orders/{id} : it
                   */
                  default int notify() {
                    return 0;
                  }
                }
                """);

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(this::check)
                .withMessage(
                        "openapi.yaml, #/paths/~1shop~1orders~1{id}/post: not supported: an operation called notify,"
                                + " because all objects of Java have a method of that name: give it another one by an"
                                + " operationIdNameMapping in openapi/pom.xml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            class Override {}            | Override
            class StringBuilder {}       | StringBuilder
            import java.util.Map; class Map {} | Map
            """)
    void aSchemaThatIsCalledAsWhatTheCodeNeedsIsNamed(String code, String name) throws IOException {
        Files.writeString(directory.resolve("AnOrder.java"), """
                package shop;
                class AnOrder {
                  @Override
                  public String toString() {
                    return new StringBuilder("").toString();
                  }
                }
                """);
        Files.writeString(directory.resolve(name + ".java"), "package shop; " + code);

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(this::check)
                .withMessage(
                        ("openapi.yaml, #/components/schemas/%1$s_: not supported: a schema that Java would call %1$s,"
                                        + " because the generated code needs another %1$s: give it another name by a"
                                        + " modelNameMapping in openapi/pom.xml")
                                .formatted(name));
    }

    @Test
    void twoPropertiesOfOneNameInJavaAreNamedAtTheirPlace() throws IOException {
        Files.writeString(directory.resolve("Order.java"), """
                class Order {
                  int aB;
                  int aB;
                  @JsonProperty("a-b")
                  public int getaB() {
                    return aB;
                  }
                  @JsonProperty("a.b")
                  public int getaB() {
                    return aB;
                  }
                  @interface JsonProperty { String value(); }
                }
                """);

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(this::check)
                .withMessage(
                        "openapi.yaml, #/components/schemas/Or-der/properties/a.b: not supported: the names a-b and a.b in"
                                + " one schema, because Java has one name for them: tell them apart by a nameMapping in"
                                + " openapi/pom.xml");
    }

    @Test
    void whatIsWrongWithAPropertyIsNamedAtItsPlace() throws IOException {
        Files.writeString(directory.resolve("Order.java"), """
                class Order {
                  Nothing aB;
                  @JsonProperty("a-b")
                  public Nothing getaB() {
                    return aB;
                  }
                  @JsonProperty("a.b")
                  public int getaB0() {
                    return 0;
                  }
                  @interface JsonProperty { String value(); }
                }
                """);

        assertThatExceptionOfType(UnsupportedSpecFeatureException.class)
                .isThrownBy(this::check)
                .withMessageStartingWith(
                        "openapi.yaml, #/components/schemas/Or-der/properties/a-b: not supported: what the"
                                + " generator makes of it, because Order.java, line 2");
    }

    @Test
    void whatCompilesIsSilent() throws IOException {
        Files.writeString(directory.resolve("Order.java"), "class Order { Other other; }");
        Files.writeString(directory.resolve("Other.java"), "class Other { java.util.List raw; }");

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    private void check() throws IOException {
        new GeneratedCodeCheck(OpenApiDocument.of(DOCUMENT)).check(directory, System.getProperty("java.class.path"));
    }
}
