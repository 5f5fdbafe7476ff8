package dev.reevaluate.server.web;

import dev.reevaluate.validation.RequestValidator;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the HTTP side, {@code reevaluate.web.*}.
 *
 * @param maxBodySize largest request body that is read; a larger one is answered with 413
 * @param swaggerUiVersion version of the library behind the API page, known to the build
 */
@ConfigurationProperties("reevaluate.web")
record WebProperties(
        @DefaultValue(RequestValidator.DEFAULT_MAX_BODY_SIZE + "B")
        DataSize maxBodySize,

        String swaggerUiVersion) {}
