package dev.reevaluate.rules;

import dev.reevaluate.validation.Operation;
import dev.reevaluate.validation.RequestRefusedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The page of a list that a request asks for.
 *
 * @param page from 1
 * @param size elements on it, at most
 */
public record Paging(long page, long size) {

    // Of the schema of "page_size": what is larger counts as this
    private static final String LARGEST = "x-largest";

    /** Refuses a page that no list has. */
    public Paging {
        if (page > Long.MAX_VALUE / size) {
            throw RequestRefusedException.notFound(DomainTexts.INVALID_PAGE);
        }
    }

    /** Returns the page of that size, or of the largest size that the contract has for the operation. */
    public static Paging of(Operation operation, long page, long size) {
        long largest = operation.query().stream()
                .filter(parameter -> parameter.name().equals("page_size"))
                .flatMap(parameter -> parameter.shape().keyword(LARGEST).stream())
                .mapToLong(JsonNode::asLong)
                .min()
                .orElse(Long.MAX_VALUE);
        return new Paging(page, Math.min(size, largest));
    }

    /** Returns how many elements come before the page. */
    public long offset() {
        return (page - 1) * size;
    }

    /** Refuses a page past the last one; the first page may be empty. */
    public void requireElements(int found) {
        if (page > 1 && found == 0) {
            throw RequestRefusedException.notFound(DomainTexts.INVALID_PAGE);
        }
    }

    /** Returns the link to the next page of so many elements; null where there is none. */
    public <T> @Nullable T next(long count, LongFunction<T> link) {
        return page * size >= count ? null : link.apply(page + 1);
    }

    /** Returns the link to the page before; null where there is none. */
    public <T> @Nullable T previous(LongFunction<T> link) {
        return page == 1 ? null : link.apply(page - 1);
    }

    /** Returns the query that asks for that page, and for all else that this query does, whichever way it writes a name. */
    public static String query(@Nullable String query, long page) {
        return Stream.concat(
                        Stream.of(query == null ? "" : query)
                                .flatMap(sent -> Arrays.stream(sent.split("&")))
                                .filter(part -> !part.isEmpty() && !nameOf(part).equals("page")),
                        Stream.of("page=" + page))
                .collect(Collectors.joining("&"));
    }

    private static String nameOf(String part) {
        return URLDecoder.decode(part.split("=", 2)[0], StandardCharsets.UTF_8);
    }
}
