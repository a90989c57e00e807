package dev.lanyard.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds the server {@code tavily} when only its key is configured. */
final class TavilyShortcut {
    private static final String NAME = "tavily";
    private static final String KEY = "TAVILY_API_KEY";
    private static final String URL = "TAVILY_MCP_URL";
    private static final URI DEFAULT_URL = URI.create("https://mcp.tavily.com/mcp/");

    private TavilyShortcut() {}

    /**
     * Returns the configuration with the server {@code tavily}, or as it is if it has one or if no key is set.
     */
    static AgentConfig apply(AgentConfig config, Environment environment, Findings findings) {
        if (config.servers().containsKey(NAME) || environment.lookup(KEY).isEmpty()) {
            return config;
        }
        SecretRef bearer = new SecretRef.Template(
                List.of(SecretRef.Literal.of("Bearer "), SecretRef.Env.of(KEY)));
        return endpoint(environment, findings)
                .map(endpoint -> config.withServer(new ServerConfig.Http(NAME, endpoint.url(), endpoint.query(),
                        Map.of("Authorization", bearer), new AuthConfig.None(), false)))
                .orElse(config);
    }

    private static Optional<Endpoint> endpoint(Environment environment, Findings findings) {
        return environment.lookup(URL)
                .map(address -> VariableUrl.read(address, findings))
                .orElse(Optional.of(new Endpoint(DEFAULT_URL, Map.of())));
    }
}
