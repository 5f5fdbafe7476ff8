package dev.reevaluate.alien;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bookings of a box office, by their ids. */
final class Bookings {

    private static final String BOOKING = """
            {"id": "%s", "status": "%s", "created_at": "2026-05-01T10:00:00Z", "show": "AB12",
             "customer": {"name": "Grace", "contact": {"email": "grace@example.org"}},
             "seats": [{"row": 1, "number": 1}], "payment": {"kind": "card", "last_digits": "0000"},
             "total": {"amount": 12.5, "currency": "EUR"}}""";

    private final Map<String, ObjectNode> byId = new TreeMap<>();

    Bookings() {
        startOver();
    }

    void startOver() {
        byId.clear();
        keep("11111111-1111-4111-8111-111111111111", "open");
        keep("22222222-2222-4222-8222-222222222222", "admitted");
    }

    private void keep(String id, String status) {
        byId.put(id, (ObjectNode) new JsonMapper().readTree(BOOKING.formatted(id, status)));
    }

    Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(byId.get(id.toLowerCase(Locale.ROOT)));
    }

    ArrayNode all() {
        return JsonNodeFactory.instance.arrayNode().addAll(byId.values());
    }

    ObjectNode add(String id, JsonNode request) {
        ObjectNode booking = (ObjectNode) request.deepCopy();
        booking.put("id", id).put("status", "open").put("created_at", "2026-05-02T10:00:00Z");
        booking.putObject("total").put("amount", 12.5).put("currency", "EUR");
        byId.put(id, booking);
        return booking;
    }

    void remove(String id) {
        byId.remove(id);
    }
}
