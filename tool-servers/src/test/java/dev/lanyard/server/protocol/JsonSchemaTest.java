package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {
    @Test
    void namesNestedArguments() {
        JsonSchema schema = new JsonSchema(
                StrictJson.object("""
                                  {"type":"object","properties":{"a":{"type":"object","required":["b"],
                                   "properties":{"b":{"enum":["x"]}}}}}"""));

        assertThat(schema.faults(StrictJson.object("{\"a\":{}}"))).containsExactly("The argument 'a.b' is missing.");
        assertThat(schema.faults(StrictJson.object("{\"a\":{\"b\":1}}"))).hasSize(1)
                .first()
                .asString()
                .startsWith("The argument 'a.b' is wrong: ");
    }

    @Test
    void b15NeverFetchesReferences() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        try (HttpServer server = HttpServer.start(HttpOptions.onPort(0), origin -> Routes.none().with("/", exchange -> {
            fetched.incrementAndGet();
            exchange.respond(200, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
        }))) {
            String reference = "{\"$ref\":\"" + server.origin() + "/schema.json\"}";

            assertThatThrownBy(
                    () -> new JsonSchema(StrictJson.object(reference)).faults(StrictJson.object()))
                    .isInstanceOf(RuntimeException.class);
            assertThat(fetched).hasValue(0);
        }
    }
}
