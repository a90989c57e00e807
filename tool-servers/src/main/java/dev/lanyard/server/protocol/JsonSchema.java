package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;

/** Checks JSON against a schema of draft 2020-12. References to other documents are never fetched (CVE-2026-116686). */
final class JsonSchema {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder().locale(Locale.ROOT).build())
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)));

    private final Schema schema;

    JsonSchema(ObjectNode schema) {
        this.schema = REGISTRY.getSchema(schema);
        this.schema.initializeValidators();
    }

    /** Returns what is wrong with the arguments of a call, one sentence a fault that names the argument. */
    List<String> faults(JsonNode arguments) {
        return schema.validate(arguments).stream().map(JsonSchema::sentence).distinct().sorted().toList();
    }

    private static String sentence(Error fault) {
        String at = fault.getInstanceLocation().toString().replaceFirst("^/", "").replace('/', '.');
        String below = fault.getProperty() == null ? at : (at.isEmpty() ? "" : at + ".") + fault.getProperty();
        return switch (fault.getKeyword()) {
            case "required" -> "The argument '" + below + "' is missing.";
            case "additionalProperties" -> "The argument '" + below + "' is unknown.";
            default -> "The argument '" + at + "' is wrong: " + fault.getMessage() + ".";
        };
    }
}
