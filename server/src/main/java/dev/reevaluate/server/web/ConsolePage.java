package dev.reevaluate.server.web;

import dev.reevaluate.server.workspace.DemoWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The console's page, and the one thing that it may know before it has a key. */
@RestController
class ConsolePage {

    private static final Resource PAGE = new ClassPathResource("console.html");

    private final DemoWorkspace demo;

    ConsolePage(DemoWorkspace demo) {
        this.demo = demo;
    }

    @GetMapping("/")
    ResponseEntity<byte[]> page() throws IOException {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .eTag(etag(PAGE))
                .body(PAGE.getContentAsByteArray());
    }

    /** Returns the demo's key, which everybody knows; of any other data nothing. */
    @GetMapping("/console/demo.json")
    ResponseEntity<DemoKey> demoKey() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new DemoKey(demo.key().orElse(null)));
    }

    /** Returns what changes with a file's content; the times in a jar are those of its build, or all the same. */
    static String etag(Resource file) {
        try {
            return DigestUtils.md5DigestAsHex(file.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record DemoKey(@Nullable String key) {}
}
