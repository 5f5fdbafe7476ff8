package dev.reevaluate.contracttests.junit;

/** What the server keeps, as a test sees it: a refused request changes none of it. */
public interface ObservedState {

    /** Returns a text that is another one as soon as anything that the server keeps is. */
    String fingerprint();

    /** Puts the server's data back to what the examples of the document speak of. */
    void restore();
}
