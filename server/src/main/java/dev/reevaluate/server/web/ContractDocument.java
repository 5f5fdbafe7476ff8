package dev.reevaluate.server.web;

import dev.reevaluate.validation.OpenApiContract;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the contract that this server was built from. */
@RestController
class ContractDocument {

    private static final MediaType YAML = new MediaType("application", "yaml", StandardCharsets.UTF_8);

    private final OpenApiContract contract;

    ContractDocument(OpenApiContract contract) {
        this.contract = contract;
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> openapi() {
        return ResponseEntity.ok().contentType(YAML).body(contract.yaml().getBytes(StandardCharsets.UTF_8));
    }
}
