package dev.reevaluate.openapi.changes;

/** One thing that is another than before, in a sentence. */
public record Change(boolean breaking, String sentence) {

    @Override
    public String toString() {
        return (breaking ? "breaking: " : "harmless: ") + sentence;
    }
}
