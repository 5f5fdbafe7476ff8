package dev.reevaluate.wiremock;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a stub asks of one field of a body that the checks have read. */
sealed interface FieldValue {

    /** Returns whether the field of that name is as the stub asks. */
    boolean isIn(CheckedBody body, String name);

    /** The field is not there. */
    record Absent() implements FieldValue {
        @Override
        public boolean isIn(CheckedBody body, String name) {
            return body.field(name).isMissingNode();
        }
    }

    /** This value. */
    record Exactly(JsonNode value) implements FieldValue {
        @Override
        public boolean isIn(CheckedBody body, String name) {
            return value.equals(CheckedBody::compare, body.field(name));
        }
    }

    /** A list of these members, each as often as one likes, in any order. */
    record Members(Set<Object> members) implements FieldValue {
        @Override
        public boolean isIn(CheckedBody body, String name) {
            return members.equals(body.members(name));
        }
    }
}
