package dev.reevaluate.contracts.coverage;

import dev.reevaluate.contracts.cases.Operation;
import java.util.List;

/**
 * Something that openapi.yaml declares, and what covers it.
 *
 * @param aspect what sort of thing it is
 * @param name it, in the document's words
 * @param contracts that promise it
 * @param cases how many of the derived cases try it
 */
record Element(Operation operation, Aspect aspect, String name, List<String> contracts, long cases) {

    /** The sorts of things, in the order of the report. */
    enum Aspect {
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

    boolean covered() {
        return !contracts.isEmpty() || (!aspect.needsAContract && cases > 0);
    }

    /** What to do about it. */
    String wanted(String alike) {
        return aspect.needsAContract
                ? "openapi.yaml declares the %s %s for %s: no contract promises it. Add a file below %s, like %s.yml."
                        .formatted(aspect.title, name, operation.name(), ContractFile.FOLDER, alike)
                : "openapi.yaml asks %s of %s: no contract and no case tries it.".formatted(name, operation.name());
    }
}
