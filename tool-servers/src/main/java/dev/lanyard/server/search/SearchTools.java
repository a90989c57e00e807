package dev.lanyard.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolCall;
import dev.lanyard.server.protocol.ToolResult;
import java.util.List;

/**
 * Offers {@code tavily_search} and {@code tavily_extract} under the names and with the required parameters of Tavily's own
 * MCP server, so that what works here works there. Nothing is fetched: both look into a few bundled pages.
 */
public final class SearchTools {
    private static final int MOST = 5;
    private final Corpus corpus = Corpus.bundled();

    /** Returns the tools, to be mounted by whoever decides who may call them. */
    public List<Tool> tools() {
        return List.of(Tool.pure("tavily_search", "Search", "Search the web for current information on any topic.",
                """
                {"type":"object","required":["query"],"additionalProperties":false,"properties":{
                "query":{"type":"string","minLength":1,"maxLength":400,"description":"Search query"},
                "max_results":{"type":"integer","minimum":1,"maximum":20,"default":5,
                "description":"The maximum number of search results to return"}}}""",
                """
                {"type":"object","required":["query","results"],"properties":{"query":{"type":"string"},
                "results":{"type":"array","items":{"type":"object","required":["title","url","content","score"]}}}}""",
                this::search),
                Tool.pure("tavily_extract", "Extract", "Extract the content of web pages from their addresses.",
                        """
                        {"type":"object","required":["urls"],"additionalProperties":false,"properties":{
                        "urls":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":20,
                        "description":"List of URLs to extract content from"}}}""",
                        """
                        {"type":"object","required":["results","failed_results"],"properties":{
                        "results":{"type":"array","items":{"type":"object","required":["url","raw_content"]}},
                        "failed_results":{"type":"array","items":{"type":"object","required":["url","error"]}}}}""",
                        this::extract));
    }

    private ToolResult search(ToolCall call) {
        String query = call.arguments().path("query").asText();
        ObjectNode answer = StrictJson.object().put("query", query);
        answer.putArray("results").addAll(corpus.search(query, call.arguments().path("max_results").asInt(MOST)));
        return ToolResult.of(answer);
    }

    private ToolResult extract(ToolCall call) {
        ObjectNode answer = StrictJson.object();
        ArrayNode results = answer.putArray("results");
        ArrayNode failures = answer.putArray("failed_results");
        for (JsonNode url : call.arguments().path("urls")) {
            corpus.at(url.asText())
                    .ifPresentOrElse(
                            page -> results.addObject().put("url", page.url()).put("raw_content", page.content()),
                            () -> failures.addObject()
                                    .put("url", url.asText())
                                    .put("error", "This page is not in the corpus."));
        }
        return ToolResult.of(answer);
    }
}
