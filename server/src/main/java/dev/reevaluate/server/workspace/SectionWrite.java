package dev.reevaluate.server.workspace;

import org.springframework.dao.DataIntegrityViolationException;

/** A statement that brings a section's entries into the database, which may still refuse a value. */
final class SectionWrite {

    private SectionWrite() {}

    /**
     * Runs the statement.
     *
     * @throws BadWorkspaceException when PostgreSQL can't store a value
     */
    static void run(Section section, Runnable statement) {
        try {
            statement.run();
        } catch (DataIntegrityViolationException e) {
            // Its text would show what the document holds.
            throw BadWorkspaceException.at(section.wireName(), "holds a value that PostgreSQL can't store");
        }
    }
}
