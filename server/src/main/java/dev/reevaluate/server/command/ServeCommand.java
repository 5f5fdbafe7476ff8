package dev.reevaluate.server.command;

import java.io.IOException;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The jar itself: without a command it serves. */
@Command(
        name = "java -jar reevaluate-server.jar",
        mixinStandardHelpOptions = true,
        versionProvider = ServeCommand.Version.class,
        customSynopsis = {
            "java -jar reevaluate-server.jar [--NAME=VALUE ...]",
            "       java -jar reevaluate-server.jar COMMAND [--NAME=VALUE ...]"
        },
        descriptionHeading = "%n",
        description = {
            "Serves the API until it is asked to end, or runs the command on the server's database, whether the server"
                    + " runs or not. Both find the database by the same options:",
            "",
            Commands.DATA_DIRECTORY,
            Commands.DATABASE_URL,
            "",
            "and serving takes, among others:",
            "",
            "  --server.port=PORT              where it listens (8080)",
            "  --reevaluate.workspace=FILE     a document to load at start",
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes: 0 done, 1 refused or failed, 2 no such command or option%n")
final class ServeCommand {

    /** As the build wrote it down. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() throws IOException {
            Properties build =
                    PropertiesLoaderUtils.loadProperties(new ClassPathResource("META-INF/build-info.properties"));
            return new String[] {"Reevaluate " + build.getProperty("build.version")};
        }
    }
}
