package dev.reevaluate.generated;

import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names what is called as something that generated code needs itself: the compiler blames whatever needs it. */
final class TakenNames {

    private static final Pattern METHOD = Pattern.compile("(\\w+)\\([^)]*\\) in java\\.lang\\.Object");
    private static final Pattern TYPE = Pattern.compile("(?:[a-z]\\w*\\.)+([A-Z]\\w*)");

    private final DocumentPlaces places;
    // By the names of the types
    private final Map<String, String> codes;

    TakenNames(DocumentPlaces places, Map<String, String> codes) {
        this.places = places;
        this.codes = codes;
    }

    Optional<UnsupportedSpecFeatureException> refusal(String error) {
        return method(error).or(() -> type(error));
    }

    private Optional<UnsupportedSpecFeatureException> method(String error) {
        Matcher method = METHOD.matcher(error);
        if (!method.find()) {
            return Optional.empty();
        }
        String name = method.group(1);
        Pattern declaration = Pattern.compile("\\bdefault [^(;{]* %s\\(".formatted(name));
        return codes.values().stream()
                .flatMap(code -> declaration
                        .matcher(code)
                        .results()
                        .flatMap(found -> places.operation(code.substring(0, found.start())).stream()))
                .findFirst()
                .map(place -> new UnsupportedSpecFeatureException(
                        place,
                        "an operation called " + name,
                        "all objects of Java have a method of that name: give it another one by an"
                                + " operationIdNameMapping in openapi/pom.xml"));
    }

    private Optional<UnsupportedSpecFeatureException> type(String error) {
        return TYPE.matcher(error)
                .results()
                .map(type -> type.group(1))
                .filter(codes::containsKey)
                .filter(name -> error.contains(name + " is already defined in this compilation unit") || isOfJava(name))
                .findFirst()
                .flatMap(name -> places.schemaCalled(name)
                        .map(place -> new UnsupportedSpecFeatureException(
                                place,
                                "a schema that Java would call " + name,
                                "the generated code needs another %s: give it another name by a modelNameMapping in openapi/pom.xml"
                                        .formatted(name))));
    }

    private static boolean isOfJava(String name) {
        return ClassLoader.getPlatformClassLoader().getResource("java/lang/%s.class".formatted(name)) != null;
    }
}
