package dev.reevaluate.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the generator (7.25.0) writes, and what is made of it, so that javac takes it and it holds the values of the document. */
class GeneratedCodeMendsTests {

    private static final String KIND = """
            package shop;

            import java.util.Objects;

            public enum Kind {

              _1("1"),

              _2("2");

              private final BigInteger value;

              Kind(BigInteger value) {
                this.value = value;
              }

              public static Kind fromValue(BigInteger value) {
                for (Kind b : Kind.values()) {
                  if (b.value.equals(value)) {
                    return b;
                  }
                }
                throw new IllegalArgumentException("Unexpected value '" + value + "'");
              }
            }
            """;

    private static final String ORDER = """
            package shop;

            import java.util.*;

            public class Order {

              private Kind kind = 2;

              private UUID id = "8e03978e-40d5-43dd-bc93-6894a57f9324";

              private List<Long> lines = new ArrayList<>(Arrays.asList(1, 2));
            }
            """;

    private final GeneratedCodeMends mends = new GeneratedCodeMends(List.of(KIND));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            _1(LocalDate.valueOf("2026-01-01"));                  | _1("2026-01-01");
            _1(OffsetDateTime.valueOf("2026-01-01T00:00:00Z")),   | _1("2026-01-01T00:00:00Z"),
            _1(BigDecimal.valueOf(new BigDecimal("1.5"))),        | _1(new BigDecimal("1.5")),
            _1(UUID.valueOf(UUID.fromString("8e03978e-40d5")));   | _1(UUID.fromString("8e03978e-40d5"));
            _1(Boolean.valueOf("true"));                          | _1(Boolean.valueOf("true"));
            """)
    void aMethodThatATypeHasNotIsNotCalled(String generated, String mended) {
        assertThat(GeneratedCodeMends.missingValueOf(generated + "\n")).isEqualTo(mended + "\n");
    }

    @Test
    void aFieldIsOfThePropertyThatItsGetterNames() {
        String generated = """
                public class Label {

                  @JsonInclude(JsonInclude.Include.NON_NULL)
                  private @Nullable List<BigDecimal> pH = new ArrayList<>();

                  @JsonInclude(JsonInclude.Include.NON_NULL)
                  private JsonNullable<String> $ref = JsonNullable.<String>undefined();

                  private static final long serialVersionUID = 1L;

                  @NotNull
                  @JsonProperty("pH")
                  public @Nullable List<BigDecimal> getpH() {
                    return pH;
                  }

                  @JsonProperty("a.b\\tc")
                  public JsonNullable<String> get$Ref() {
                    return $ref;
                  }
                }
                """;

        assertThat(GeneratedCodeMends.namesOfFields(generated))
                .isEqualTo(generated
                        .replace("  private @Nullable", "  @JsonProperty(\"pH\")\n  private @Nullable")
                        .replace("  private JsonN", "  @JsonProperty(\"a.b\\tc\")\n  private JsonN"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            BigInteger     | "-1"                   | new BigInteger("-1")
            Boolean        | "true"                 | true
            LocalDate      | "2026-01-01"           | LocalDate.parse("2026-01-01")
            OffsetDateTime | "2026-01-01T00:00:00Z" | OffsetDateTime.parse("2026-01-01T00:00:00Z")
            Double         | 2                      | 2d
            Double         | 1.5                    | 1.5
            BigDecimal     | new BigDecimal("1.5")  | new BigDecimal("1.5")
            URI            | URI.create("a:b")      | URI.create("a:b")
            String         | "), B(\\"1\\"), "      | "), B(\\"1\\"), "
            """)
    void aConstantIsOfTheTypeOfItsEnum(String type, String generated, String mended) {
        String code = "public enum Kind {\n  \n  FIRST(%1$s),\n  \n  A_2(%1$s);\n\n  private final %2$s value;\n";

        assertThat(GeneratedCodeMends.enumConstants(code.formatted(generated, type)))
                .isEqualTo(code.formatted(mended, type));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            BigInteger n = 5                               | BigInteger n = new BigInteger("5")
            Long n = 5                                     | Long n = 5L
            Long n = 5l                                    | Long n = 5l
            LocalDate day = "2026-01-01"                   | LocalDate day = LocalDate.parse("2026-01-01")
            LocalDate day = null                           | LocalDate day = null
            OffsetDateTime at = "2026-01-01T00:00:00Z"     | OffsetDateTime at = OffsetDateTime.parse("2026-01-01T00:00:00Z")
            UUID id = "8e03978e-40d5-43dd"                 | UUID id = UUID.fromString("8e03978e-40d5-43dd")
            URI link = URI.create("a:b")                   | URI link = URI.create("a:b")
            String text = "2026-01-01"                     | String text = "2026-01-01"
            JsonNullable<Long> n = JsonNullable.<Long>of(4)| JsonNullable<Long> n = JsonNullable.<Long>of(4L)
            JsonNullable<LocalDate> day = JsonNullable.<LocalDate>of("2026-01-01") | JsonNullable<LocalDate> day = JsonNullable.<LocalDate>of(LocalDate.parse("2026-01-01"))
            """)
    void aDefaultIsOfTheTypeOfItsField(String generated, String mended) {
        assertThat(mends.defaults("  private " + generated + ";\n")).isEqualTo("  private " + mended + ";\n");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            BigInteger     | KindEnum kind = 2                    | KindEnum kind = KindEnum.fromValue(new BigInteger("2"))
            Long           | KindEnum kind = -1                   | KindEnum kind = KindEnum.fromValue(-1L)
            Boolean        | KindEnum kind = true                 | KindEnum kind = KindEnum.fromValue(true)
            Double         | KindEnum kind = 2d                   | KindEnum kind = KindEnum.fromValue(2d)
            Float          | KindEnum kind = 1.5                  | KindEnum kind = KindEnum.fromValue(1.5f)
            BigDecimal     | KindEnum kind = 1.5                  | KindEnum kind = KindEnum.fromValue(new BigDecimal("1.5"))
            LocalDate      | KindEnum kind = 2026-01-01           | KindEnum kind = KindEnum.fromValue(LocalDate.parse("2026-01-01"))
            OffsetDateTime | KindEnum kind = 2026-01-01T00:00:00Z | KindEnum kind = KindEnum.fromValue(OffsetDateTime.parse("2026-01-01T00:00:00Z"))
            UUID           | KindEnum kind = 8e03978e-40d5        | KindEnum kind = KindEnum.fromValue(UUID.fromString("8e03978e-40d5"))
            URI            | KindEnum kind = a:b                  | KindEnum kind = KindEnum.fromValue(URI.create("a:b"))
            String         | KindEnum kind = KindEnum.B           | KindEnum kind = KindEnum.B
            String         | KindEnum kind = null                 | KindEnum kind = null
            Long           | Kind kind = 2                        | Kind kind = Kind.fromValue(new BigInteger("2"))
            Long           | JsonNullable<KindEnum> kind = JsonNullable.<KindEnum>of(2) | JsonNullable<KindEnum> kind = JsonNullable.<KindEnum>of(KindEnum.fromValue(2L))
            """)
    void aDefaultIsAConstantOfItsEnumInThisFileOrAnother(String type, String generated, String mended) {
        String code = "  private %s;\n  public enum KindEnum {\n    A(1);\n\n    private %s value;\n";

        assertThat(mends.defaults(code.formatted(generated, type))).isEqualTo(code.formatted(mended, type));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            Long           | 1, 2                         | 1L, 2L
            Double         | 1.5, 2                       | 1.5, 2d
            LocalDate      | 2026-01-01                   | LocalDate.parse("2026-01-01")
            OffsetDateTime | 2026-01-01T00:00:00Z         | OffsetDateTime.parse("2026-01-01T00:00:00Z")
            UUID           | "8e03978e-40", "8e03978f-40" | UUID.fromString("8e03978e-40"), UUID.fromString("8e03978f-40")
            URI            | "a:b"                        | URI.create("a:b")
            String         | "1, 2", "\\", 3"             | "1, 2", "\\", 3"
            BigInteger     | new BigInteger("2")          | new BigInteger("2")
            """)
    void anElementOfADefaultListIsOfItsType(String type, String generated, String mended) {
        String code = """
                  private List<%1$s> some = new ArrayList<>(Arrays.asList(%2$s));
                  private JsonNullable<Set<%1$s>> others = JsonNullable.<Set<%1$s>>undefined();
                      this.some = new ArrayList<>(Arrays.asList(%2$s));
                      this.others = JsonNullable.<Set<%1$s>>of(new LinkedHashSet<>(Arrays.asList(%2$s)));
                      this.others = JsonNullable.of(new LinkedHashSet<>(Arrays.asList(%2$s)));
                """;

        assertThat(GeneratedCodeMends.defaultLists(code.formatted(type, generated)))
                .isEqualTo(code.formatted(type, mended));
    }

    @Test
    void aDefaultListMayBeLongerThanTheStackIsDeep() {
        String code = "  private List<Long> a = new ArrayList<>(Arrays.asList(\"%s\"%s));\n";

        assertThat(GeneratedCodeMends.defaultLists(code.formatted("a".repeat(60_000), ", 1".repeat(20_000))))
                .isEqualTo(code.formatted("a".repeat(60_000), ", 1L".repeat(20_000)));
    }

    @Test
    void aNumberWithinADefaultObjectIsOfTheTypeOfItsProperty() {
        String size = """
                public class Size {
                  public Size width(@Nullable BigInteger width) {
                  public Size depth(Integer depth) {
                  public Size unit(@Nullable String unit) {
                """;
        String field = "  private Size size = new Size().width(%s).unit(\"a.width(3)\").depth(-4);\n";

        assertThat(new GeneratedCodeMends(List.of(size)).defaults(field.formatted("-2")))
                .isEqualTo(field.formatted("new BigInteger(\"-2\")"));
    }

    @Test
    void theAnnotationOfAnEnumsValueIsImportedOnce() {
        String code = "package shop;\n\n%sclass A {\n  enum B {\n    @JsonValue\n    public String getValue() {\n";
        String mended = GeneratedCodeMends.missingImports(code.formatted(""));

        assertThat(mended).isEqualTo(code.formatted("import com.fasterxml.jackson.annotation.JsonValue;\n"));
        assertThat(GeneratedCodeMends.missingImports(mended)).isEqualTo(mended);
    }

    @Test
    void anEnumOfDecimalsTakesNumbersWhateverTheirDigits() {
        String code = """
                    public static NEnum fromValue(BigDecimal value) {
                      for (NEnum b : NEnum.values()) {
                        if (%s) {
                """;

        assertThat(GeneratedCodeMends.numbersThatDifferInDigits(code.formatted("b.value.equals(value)")))
                .isEqualTo(code.formatted("b.value.compareTo(value) == 0"));
    }

    @Test
    void anInterfaceLeavesTheTypeOfTheDiscriminatorToItsClasses() {
        assertThat(GeneratedCodeMends.discriminatorOfAnotherType(
                        "public interface Pet {\n    public String getKind();\n}\n"))
                .isEqualTo("public interface Pet {\n    \n}\n");
    }

    @Test
    void externalDocsNeitherEndTheirCommentNorAreAnEscape() {
        String code = """
                    /**
                     * GET /a
                     */
                    String PATH_A = "/a/*/";

                    /**
                     * GET /b
                     *
                     * in %2$s,
                     * and %1$s
                     * @see <a href="https://example.org/%1$s/b"> Documentation</a>
                     */
                    String PATH_B = "/b/*/";
                """;

        assertThat(GeneratedCodeMends.externalDocs(code.formatted("*/", "C:\\users")))
                .isEqualTo(code.formatted("*&#47;", "C:&#92;users"));
    }

    @Test
    void theTypeOfAnEnumsValuesIsImportedOnce() {
        String code =
                "package shop;\n\n%simport java.util.Objects;\n\nenum A {\n\n  private final LocalDate value;\n}\n";
        String mended = GeneratedCodeMends.missingImports(code.formatted(""));

        assertThat(mended).isEqualTo(code.formatted("import java.time.LocalDate;\n"));
        assertThat(GeneratedCodeMends.missingImports(mended)).isEqualTo(mended);
    }

    @Test
    void whatIsMendedCompilesAndIsMendedOnce() throws IOException {
        Path kind = Files.writeString(directory.resolve("Kind.java"), KIND);
        Path order = Files.writeString(directory.resolve("Order.java"), ORDER);
        assertThatExceptionOfType(UnsupportedSpecFeatureException.class).isThrownBy(this::check);

        GeneratedCodeMends.mend(directory);

        assertThatCode(this::check).doesNotThrowAnyException();
        List<String> mended = List.of(Files.readString(kind), Files.readString(order));
        GeneratedCodeMends.mend(directory);
        assertThat(List.of(Files.readString(kind), Files.readString(order))).isEqualTo(mended);
    }

    private void check() throws IOException {
        new GeneratedCodeCheck(OpenApiDocument.of("openapi: 3.1.0\ninfo: {title: Orders, version: v1}\npaths: {}\n"))
                .check(directory, System.getProperty("java.class.path"));
    }
}
