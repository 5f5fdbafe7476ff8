package dev.reevaluate.server.web;

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
record WebProperties(@DefaultValue("1MB") DataSize maxBodySize, String swaggerUiVersion) {}
