package dev.reevaluate.alien;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reevaluate.validation.OpenApiContract;
import dev.reevaluate.validation.Request;
import dev.reevaluate.validation.RequestRefusedException;
import dev.reevaluate.validation.RequestValidator;
import dev.reevaluate.validation.ValidRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A tiny server of the box office's document, whose requests our validator checks; it may have a bug. */
final class BoxOffice implements AutoCloseable {

    private static final String PROBLEM = "application/problem+json";
    private static final String FOLDER = "/box-office/";
    private static final Set<String> TOKENS = Set.of("Bearer usher-1", "Bearer usher-2");

    private final Bug bug;
    private final RequestValidator validator;
    private final Bookings bookings = new Bookings();
    private final HttpServer server;

    BoxOffice(Bug bug) {
        this.bug = bug;
        this.validator = new RequestValidator(
                new OpenApiContract(
                        resource("openapi.yaml"),
                        name -> Optional.of(
                                bug == Bug.OLDER_DOCUMENT
                                        ? resource(name).replace("maximum: 40", "maximum: 80")
                                        : resource(name))),
                RequestValidator.DEFAULT_MAX_BODY_SIZE);
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    Bookings bookings() {
        return bookings;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                URI uri = exchange.getRequestURI();
                if (!uri.getPath().startsWith(FOLDER + "shows/") && !mayEnter(exchange)) {
                    problem(exchange, 401, Map.of());
                    return;
                }
                serve(
                        exchange,
                        validator.validate(
                                new Request(
                                        exchange.getRequestMethod(),
                                        uri.getPath(),
                                        uri.getRawQuery(),
                                        name -> Objects.requireNonNullElse(
                                                exchange.getRequestHeaders().get(name), List.of()),
                                        -1,
                                        exchange.getRequestBody()),
                                false));
            } catch (RequestRefusedException refused) {
                refused.headers().forEach(exchange.getResponseHeaders()::add);
                problem(exchange, refused.status(), refused.body());
            }
        }
    }

    private boolean mayEnter(HttpExchange exchange) {
        String token = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
        return TOKENS.stream()
                .anyMatch(known -> bug == Bug.ANY_CASE_TOKEN ? known.equalsIgnoreCase(token) : known.equals(token));
    }

    private void serve(HttpExchange exchange, ValidRequest request) throws IOException {
        String[] path = request.path().split("/", -1);
        String id = path[path.length > 3 ? 3 : 2];
        if (bug == Bug.NOT_WRITTEN && request.operation().id().equals("listBookings")) {
            problem(exchange, 501, Map.of());
            return;
        }
        switch (request.operation().id()) {
            case "listBookings" -> json(exchange, 200, bookings.all());
            case "createBooking" -> create(exchange, request.body());
            case "getShow" -> show(exchange, id);
            default -> {
                ObjectNode booking = bookings.find(id).orElse(null);
                if (booking == null) {
                    problem(exchange, 404, Map.of());
                } else {
                    booking(exchange, request, booking);
                }
            }
        }
    }

    private void create(HttpExchange exchange, JsonNode request) throws IOException {
        if (!request.path("show").asString().equals("AB12")) {
            problem(exchange, 409, Map.of("show", List.of("It is sold out.")));
            return;
        }
        String id = UUID.randomUUID().toString();
        if (bug != Bug.NO_LOCATION) {
            exchange.getResponseHeaders().add("Location", FOLDER + "bookings/" + id);
        }
        json(exchange, 201, bookings.add(id, request));
    }

    private void show(HttpExchange exchange, String code) throws IOException {
        if (code.equals("AB12")) {
            ObjectNode show =
                    JsonNodeFactory.instance.objectNode().put("code", code).put("title", "Hamlet");
            show.putObject("price").put("amount", 12.5).put("currency", "EUR");
            json(exchange, 200, show);
        } else {
            problem(exchange, 404, Map.of());
        }
    }

    private void booking(HttpExchange exchange, ValidRequest request, ObjectNode booking) throws IOException {
        switch (request.operation().id()) {
            case "getBooking" -> json(exchange, 200, booking);
            case "setNote" -> {
                booking.set("note", request.body().path("note"));
                exchange.sendResponseHeaders(204, -1);
            }
            default -> cancel(exchange, booking);
        }
    }

    private void cancel(HttpExchange exchange, ObjectNode booking) throws IOException {
        boolean admitted = booking.path("status").asString().equals("admitted");
        if (!admitted || bug == Bug.REFUSES_TOO_LATE) {
            bookings.remove(booking.path("id").asString());
        }
        if (admitted) {
            problem(exchange, 409, Map.of());
        } else {
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void problem(HttpExchange exchange, int status, Map<String, ?> errors) throws IOException {
        ObjectNode problem =
                JsonNodeFactory.instance.objectNode().put("title", "Refused").put("status", status);
        if (status == 400) {
            problem.set("errors", new JsonMapper().valueToTree(errors));
        }
        send(exchange, status, bug == Bug.PLAIN_NOT_FOUND && status == 404 ? "application/json" : PROBLEM, problem);
    }

    private void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
        send(exchange, status, "application/json", body);
    }

    private void send(HttpExchange exchange, int status, String type, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private static String resource(String name) {
        try (InputStream file = BoxOffice.class.getResourceAsStream(FOLDER + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
