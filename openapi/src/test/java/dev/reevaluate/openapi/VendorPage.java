package dev.reevaluate.openapi;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the vendor's documentation, which holds a part of the vendor's OpenAPI file. */
final class VendorPage {

    private static final Pattern SPEC = Pattern.compile("````yaml[^\\n]*\\n(.*?)````", Pattern.DOTALL);

    private VendorPage() {}

    /**
     * The part of the OpenAPI file.
     *
     * @throws IllegalArgumentException when the page has none, or one that is broken
     */
    static OpenApiDocument spec(Path page) throws IOException {
        Matcher spec = SPEC.matcher(Files.readString(page));
        if (!spec.find()) {
            throw new IllegalArgumentException(page
                    + " holds no OpenAPI: it should stand between ````yaml and ````, as the vendor's pages have it");
        }
        try {
            OpenApiDocument document = OpenApiDocument.of(spec.group(1));
            if (document.templates().isEmpty()) {
                throw new IllegalArgumentException(page + " holds YAML without paths: that is no OpenAPI");
            }
            return document;
        } catch (UnsupportedSpecFeatureException e) {
            throw new IllegalArgumentException("%s holds what can't be read. %s".formatted(page, e.getMessage()), e);
        }
    }
}
