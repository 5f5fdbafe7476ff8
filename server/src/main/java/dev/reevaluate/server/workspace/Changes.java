package dev.reevaluate.server.workspace;

import java.util.List;

/**
 * What a load changes.
 *
 * @param lists those that the document has, in the order in which they are loaded
 * @param otherKeys fingerprints of keys that open the document's organizations and are not in its list of keys: they stay
 */
public record Changes(List<OfList> lists, List<String> otherKeys) {

    /** Returns whether there is anything to load. */
    public boolean isEmpty() {
        return lists.stream().allMatch(list -> list.added() == 0 && list.changed() == 0);
    }

    /**
     * What becomes of the entries of a list.
     *
     * @param added that were not in the database
     * @param changed that were, and otherwise
     * @param unchanged that were as the document has them
     */
    public record OfList(String list, long added, long changed, long unchanged) {

        long total() {
            return added + changed + unchanged;
        }
    }
}
