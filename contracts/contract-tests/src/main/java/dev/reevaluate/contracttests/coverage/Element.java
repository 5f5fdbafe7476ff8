package dev.reevaluate.contracttests.coverage;

import dev.reevaluate.contracttests.cases.OperationUnderTest;
import java.util.List;

/**
 * Something that the document declares, and what covers it.
 *
 * @param aspect what sort of thing it is
 * @param name it, in the document's words
 * @param contracts that promise it
 * @param cases how many of the derived cases try it
 */
public record Element(OperationUnderTest operation, Aspect aspect, String name, List<String> contracts, long cases) {

    /** The sorts of things, in the order of the report. */
    public enum Aspect {
        STATUS("answer", true),
        HEADER("header of the answer", true),
        SECURITY("key", true),
        MEDIA_TYPE("media type", true),
        KEYWORD("keyword", false);

        private final String title;
        private final boolean needsAContract;

        Aspect(String title, boolean needsAContract) {
            this.title = title;
            this.needsAContract = needsAContract;
        }

        String title() {
            return title;
        }
    }

    /** Returns whether a contract promises it, or, where that is enough, a case tries it. */
    public boolean covered() {
        return !contracts.isEmpty() || (!aspect.needsAContract && cases > 0);
    }

    /** Returns what to do about it: where contracts lie, and one to start from. */
    String wanted(String folder, String alike) {
        return aspect.needsAContract
                ? "The document declares the %s %s for %s: no contract promises it. Add a file below %s, like %s.yml."
                        .formatted(aspect.title, name, operation.name(), folder, alike)
                : "The document asks %s of %s: no contract and no case tries it.".formatted(name, operation.name());
    }
}
