package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.ServerRequestHandler;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code elicitation/create} (MCP 2025-11-25, Elicitation; the same in an {@code InputRequiredResult} of 2026-07-28).
 * A form that asks for a secret is declined without asking, an address other than https or on this machine too.
 */
final class ElicitationHandler implements ServerRequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ElicitationHandler.class);
    private static final int MAX_FIELDS = 50;
    private static final int MAX_ID = 1_000;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String server;
    private final Elicitor elicitor;
    private final AgreedUrls agreed = new AgreedUrls();

    ElicitationHandler(String server, Elicitor elicitor) {
        this.server = server;
        this.elicitor = elicitor;
    }

    @Override
    public ObjectNode capability() {
        ObjectNode modes = JsonNodeFactory.instance.objectNode();
        modes.putObject("form");
        modes.putObject("url");
        return modes;
    }

    @Override
    public JsonNode answer(JsonNode params) {
        String message = params.path("message").asText("");
        String mode = params.path("mode").asText("form");
        return switch (mode) {
            case "form" -> form(new Elicitation.Form(server, message, fields(params.path("requestedSchema"))));
            case "url" -> url(message, params.path("url").asText(""), params.path("elicitationId").asText(""));
            default -> throw new IllegalArgumentException("This client has no elicitation mode of that name");
        };
    }

    private JsonNode form(Elicitation.Form form) {
        if (SecretQuestion.isIn(form)) {
            LOG.warn("Server '{}' asked for a secret by a form; it was declined", server);
            return result("decline");
        }
        return switch (elicitor.ask(form)) {
            case ElicitationAnswer.Accepted(ObjectNode content) -> result("accept").set("content",
                    filled(form, content));
            case ElicitationAnswer.Declined() -> result("decline");
            case ElicitationAnswer.Dismissed() -> result("cancel");
        };
    }

    @Override
    public void completed(JsonNode params) {
        agreed.remove(params.path("elicitationId").asText("")).ifPresent(url -> {
            try {
                elicitor.completed(url);
            } catch (RuntimeException e) {
                LOG.warn("What server '{}' said to be done could not be told", server, e);
            }
        });
    }

    private JsonNode url(String message, String text, String id) {
        if (id.length() > MAX_ID) {
            throw new IllegalArgumentException("elicitationId has more than " + MAX_ID + " characters");
        }
        URI url = URI.create(text);
        boolean local = "http".equals(url.getScheme()) && url.getHost() != null && LOOPBACK.contains(url.getHost());
        if (url.getHost() == null || url.getRawUserInfo() != null || (!"https".equals(url.getScheme()) && !local)) {
            LOG.warn("Server '{}' asked to open an address that is not https; it was declined", server);
            return result("decline");
        }
        Elicitation.Url asked = new Elicitation.Url(server, message, url, id);
        return switch (elicitor.ask(asked)) {
            case ElicitationAnswer.Accepted accepted -> {
                // Before the server hears of it, so that it cannot be done before it is known here.
                agreed.add(asked);
                yield result("accept");
            }
            case ElicitationAnswer.Declined() -> result("decline");
            case ElicitationAnswer.Dismissed() -> result("cancel");
        };
    }

    /** Returns the values of the form's own fields, with defaults for those left out (SEP-1034). */
    private static ObjectNode filled(Elicitation.Form form, ObjectNode content) {
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        for (Elicitation.Field field : form.fields()) {
            JsonNode value = content.has(field.name()) ? content.path(field.name()) : field.initial();
            if (!value.isMissingNode()) {
                filled.set(field.name(), value);
            }
        }
        return filled;
    }

    private static List<Elicitation.Field> fields(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (!properties.isObject() || properties.size() > MAX_FIELDS) {
            throw new IllegalArgumentException("requestedSchema is not an object schema of at most 50 properties");
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<Elicitation.Field> fields = new ArrayList<>();
        properties.properties()
                .forEach(property -> fields.add(new Elicitation.Field(property.getKey(), property.getValue(),
                        required.contains(property.getKey()))));
        return fields;
    }

    private static ObjectNode result(String action) {
        return JsonNodeFactory.instance.objectNode().put("action", action);
    }
}
