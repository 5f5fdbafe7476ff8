package dev.reevaluate.server.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.StandardMultipartHttpServletRequest;
import tools.jackson.databind.JsonNode;

/** Reads the body of a request, in each media type of the contract, as JSON. Only the body counts, never the query. */
@Component
class RequestBodies {

    private final DataSize limit;
    private final FormHttpMessageConverter forms = new FormHttpMessageConverter();

    RequestBodies(WebProperties properties) {
        this.limit = properties.maxBodySize();
    }

    /** The body, which the schema helps to read where it is a form. */
    JsonNode read(HttpServletRequest request, JsonNode schema) throws IOException {
        if (request.getContentLengthLong() > limit.toBytes()) {
            throw tooLarge();
        }
        MediaType type = MediaType.parseMediaType(request.getContentType());
        if (MediaType.MULTIPART_FORM_DATA.isCompatibleWith(type)) {
            return FormBody.toJson(multipart(request, type), schema);
        }
        byte[] body = bytes(request);
        return MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type)
                ? FormBody.toJson(urlencoded(body, type), schema)
                : JsonBody.read(body);
    }

    // A client that does not say how much it sends is read up to the limit, and not a byte further.
    private byte[] bytes(HttpServletRequest request) throws IOException {
        int most = Math.toIntExact(limit.toBytes());
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw tooLarge();
        }
        return body;
    }

    private MultiValueMap<String, String> urlencoded(byte[] body, MediaType type) throws IOException {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(type);
        try {
            return forms.read(null, new FormMessage(headers, new ByteArrayInputStream(body)));
        } catch (HttpMessageNotReadableException e) {
            throw invalid(Wording.BAD_FORM);
        }
    }

    private MultiValueMap<String, String> multipart(HttpServletRequest request, MediaType type) throws IOException {
        String boundary = type.getParameter("boundary");
        if (boundary == null) {
            throw invalid(Wording.NO_BOUNDARY);
        }
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        try {
            // Parses at once, and tells a body that is too large from one that is malformed.
            for (Part part : new StandardMultipartHttpServletRequest(request).getParts()) {
                form.add(part.getName(), text(part));
            }
        } catch (MaxUploadSizeExceededException e) {
            throw tooLarge();
        } catch (MultipartException | ServletException e) {
            throw invalid(Wording.BAD_MULTIPART);
        }
        // A body without the boundary is skipped as a preamble; only the closing boundary alone is a form without
        // fields.
        boolean hasContent = request.getContentLengthLong() > boundary.length() + "----\r\n\r\n".length();
        if (form.isEmpty() && hasContent) {
            throw invalid(Wording.BAD_MULTIPART);
        }
        return form;
    }

    // A file is no value of a list of integers: it is read as a text that is none either, without looking into it.
    private static String text(Part part) throws IOException {
        if (part.getSubmittedFileName() != null) {
            return "";
        }
        try (InputStream value = part.getInputStream()) {
            return new String(value.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private RequestDenied tooLarge() {
        return new RequestDenied(HttpStatus.CONTENT_TOO_LARGE, Wording.tooLarge(limit));
    }

    private static InvalidRequest invalid(String text) {
        return new InvalidRequest(FieldErrors.of(FieldErrors.NON_FIELD, text));
    }

    private record FormMessage(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
