package dev.reevaluate.server.web;

import dev.reevaluate.server.SettingBounds;
import dev.reevaluate.validation.RequestValidator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the HTTP side, {@code reevaluate.web.*}.
 *
 * @param maxBodySize largest request body that is read; a larger one is answered with 413
 * @param bodyTimeout how long a caller may take to send a body, and a second longer for each 10,000 bytes that have come; 408 then
 * @param publicUrl where callers reach the server, such as {@code https://example.com}; links to other pages start with it.
 *     Without it, with the address that the connection came to: never with what a caller says
 * @param allowedOrigins pages that may call from a browser, such as {@code https://app.example.com}, or {@code *} for all
 * @param swaggerUiVersion version of the library behind the API page, known to the build
 * @param htmVersion version of the library behind the console, known to the build
 */
@ConfigurationProperties("reevaluate.web")
record WebProperties(
        @DefaultValue(RequestValidator.DEFAULT_MAX_BODY_SIZE + "B")
        DataSize maxBodySize,

        @DefaultValue("10s") Duration bodyTimeout,

        @Nullable URI publicUrl,

        @DefaultValue List<String> allowedOrigins,

        String swaggerUiVersion,

        String htmVersion) {

    private static final Set<String> WEB = Set.of("http", "https");
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/?#\\s]+");

    WebProperties {
        if (maxBodySize.toBytes() <= 0) {
            throw new IllegalArgumentException(
                    "reevaluate.web.max-body-size: \"%s\" lets no body in. Give it a size, such as 1MB"
                            .formatted(maxBodySize));
        }
        SettingBounds.of("reevaluate.web")
                .require(maxBodySize.toBytes() <= 1 << 30, "max-body-size", "must be at most 1GB")
                .time("body-timeout", bodyTimeout, 1);
        if (publicUrl != null
                && (publicUrl.getHost() == null || !WEB.contains(String.valueOf(publicUrl.getScheme())))) {
            throw new IllegalArgumentException(
                    "reevaluate.web.public-url: \"%s\" is no address. Write it with scheme and host, such as https://example.com"
                            .formatted(publicUrl));
        }
        // Each page's links would tell it
        SettingBounds.of("reevaluate.web")
                .require(
                        publicUrl == null || publicUrl.getRawUserInfo() == null,
                        "public-url",
                        "must have no user and password");
        for (String origin : allowedOrigins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "reevaluate.web.allowed-origins: \"%s\" is no origin. Write scheme, host and port alone, such as https://app.example.com"
                                .formatted(origin));
            }
        }
    }
}
