package dev.reevaluate.document;

import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ParserException;

/** Refuses tabs between values: YAML 1.2 takes them for spaces, and the reader of the generator for a mistake. */
final class SeparatingTabs {

    private static final Pattern COMMENT = Pattern.compile("#[^\n]*");

    private SeparatingTabs() {}

    static void check(String text, LoadSettings settings) {
        if (text.indexOf('\t') < 0) {
            return;
        }
        // Marks count letters, and a letter beyond the basic plane is two characters
        int[] letters = text.codePoints().toArray();
        int end = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            Optional<Mark> start = event.getStartMark();
            if (start.isPresent() && start.get().getIndex() > end) {
                String between = new String(letters, end, start.get().getIndex() - end);
                if (COMMENT.matcher(between).replaceAll("").contains("\t")) {
                    throw new ParserException(
                            "before this value stands a tab", start, "only spaces are read alike everywhere", start);
                }
            }
            end = Math.max(end, event.getEndMark().map(Mark::getIndex).orElse(end));
        }
    }
}
