package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what tools answer against the output schemas that they declare (MCP 2025-11-25, Tools, Output Schema: a server must
 * conform, a client should check; since 2026-07-28 the answer may be any JSON value, SEP-2106). A schema is compiled when it is first needed, once for each tool; nothing that it refers to
 * is ever fetched. One whose work has no bound ({@link SchemaCost}) is not used, which is said once. Thread-safe.
 */
final class OutputChecks {
    private static final Logger LOG = LoggerFactory.getLogger(OutputChecks.class);
    private static final long MOST_WORK = 50_000_000;
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .locale(Locale.ROOT)
                            .regularExpressionFactory(FrugalPattern::new)
                            .build())
                    .schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)));

    private final String server;
    private final Map<String, Compiled> byTool = new ConcurrentHashMap<>();

    /**
     * A schema as it was when it was compiled.
     *
     * @param schema absent if it cannot be used
     * @param cost how many schemas are applied to a value
     */
    private record Compiled(JsonNode source, Optional<Schema> schema, long cost) {}

    OutputChecks(String server) {
        this.server = server;
    }

    /**
     * Returns the reply if it is what the tool promised.
     *
     * @throws ConnectionException.WrongResult if it is not
     */
    ToolReply checked(String tool, ToolReply reply, List<ServerTool> tools) {
        Optional<JsonNode> promised = tools.stream()
                .filter(one -> one.name().equals(tool))
                .map(ServerTool::outputSchema)
                .filter(JsonNode::isObject)
                .findFirst();
        if (promised.isEmpty() || reply.isError()) {
            return reply;
        }
        if (reply.structured().isMissingNode()) {
            throw new ConnectionException.WrongResult(server, tool, "it holds no structuredContent");
        }
        Compiled compiled = byTool.compute(tool, (name, last) -> last != null && last.source().equals(promised.get())
                ? last
                : compile(name, promised.get()));
        compiled.schema()
                .flatMap(schema -> fault(tool, schema, compiled.cost(), reply.structured()))
                .ifPresent(fault -> {
                    throw new ConnectionException.WrongResult(server, tool, fault);
                });
        return reply;
    }

    private Compiled compile(String tool, JsonNode source) {
        OptionalLong cost = SchemaCost.of(source);
        if (cost.isPresent()) {
            try {
                Schema schema = REGISTRY.getSchema(source.deepCopy());
                schema.initializeValidators();
                return new Compiled(source, Optional.of(schema), cost.getAsLong());
            } catch (RuntimeException | StackOverflowError e) {
                // Said below, with the other reasons.
            }
        }
        LOG.warn("The output schema of tool '{}' of server '{}' cannot be used; its results are not checked", tool,
                server);
        return new Compiled(source, Optional.empty(), 0);
    }

    private Optional<String> fault(String tool, Schema schema, long cost, JsonNode structured) {
        if (cost * JsonSize.of(structured) > MOST_WORK) {
            LOG.warn("A result of tool '{}' of server '{}' is too large to be checked", tool, server);
            return Optional.empty();
        }
        FrugalPattern.replenish();
        try {
            return schema.validate(structured).stream().findFirst().map(OutputChecks::sentence);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("A result of tool '{}' of server '{}' takes too long to be checked", tool, server);
            return Optional.empty();
        }
    }

    private static String sentence(Error fault) {
        return "'" + fault.getInstanceLocation() + "' " + fault.getMessage();
    }
}
