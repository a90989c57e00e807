package dev.lanyard.server.playground;

import dev.lanyard.server.auth.AnonymousAuthenticator;
import dev.lanyard.server.auth.ApiKeyAuthenticator;
import dev.lanyard.server.auth.JwtAuthenticator;
import dev.lanyard.server.auth.JwtRules;
import dev.lanyard.server.auth.KeySet;
import dev.lanyard.server.auth.ProtectedResourceMetadata;
import dev.lanyard.server.auth.ScopedTools;
import dev.lanyard.server.authorization.AuthorizationServer;
import dev.lanyard.server.echo.EchoServer;
import dev.lanyard.server.expenses.ExpenseStore;
import dev.lanyard.server.expenses.ExpensesServer;
import dev.lanyard.server.expenses.JdbcExpenseStore;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.identity.Graph;
import dev.lanyard.server.profile.ProfileServer;
import dev.lanyard.server.profile.ProfileSettings;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.ServerInfo;
import dev.lanyard.server.reverse.ReverseServer;
import dev.lanyard.server.search.SearchTools;
import dev.lanyard.server.time.TimeServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Mounts every tool server with its own kind of credential, each behind a gate of its own. Thread-safe. */
final class ToolServers {
    private static final String OWNER = "playground";

    private final PlaygroundOptions options;
    private final Variables variables;
    private final ExpenseStore expenses;
    private final IssuerLog issuerLog = new IssuerLog();
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    ToolServers(PlaygroundOptions options, Variables variables) {
        this.options = options;
        this.variables = variables;
        this.expenses = new JdbcExpenseStore(ToolServers::database, () -> LocalIssuer.seeds(options));
    }

    /** Returns a database in memory that ends with the process. */
    private static DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:expenses-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    ExpenseStore expenses() {
        return expenses;
    }

    List<IssuerRequest> issuerRequests() {
        return issuerLog.all();
    }

    static String path(String name) {
        return "/" + name + "/mcp";
    }

    /**
     * Returns the routes of all servers.
     *
     * @param origin where they are reached, for example {@code http://127.0.0.1:8000}
     * @param issuer whose tokens the reverse server takes
     * @param keysPath where below the origin that issuer's keys are
     * @param downstream how the profile server reaches the directory
     */
    Routes routes(URI origin, String issuer, String keysPath, Downstream downstream) {
        return mount("echo", EchoServer.endpoint(key("x-api-key", variables.value(Variables.ECHO))))
                .with(reverse(origin, issuer, KeySet.at(URI.create(origin + keysPath))))
                .with(profile(origin, issuer, KeySet.at(URI.create(origin + keysPath)), downstream))
                .with(expenses(origin))
                .with(mount("time", TimeServer.endpoint(new AnonymousAuthenticator(), options.clock())))
                .with(mount("tavily", tavily()));
    }

    private Routes reverse(URI origin, String issuer, KeySet keys) {
        var metadata = new ProtectedResourceMetadata(URI.create(origin + path("reverse")), List.of(issuer),
                List.of(Directory.EXECUTE));
        JwtRules rules = JwtRules.of(issuer, Directory.REVERSE, Directory.EXECUTE).withClockSkew(options.clockSkew());
        Authenticator authenticator = new JwtAuthenticator(rules, metadata, keys, options.clock());
        Duration delay = options.stepDelay();
        // The pause is the product: each step takes its time, so that progress and cancellation can be seen.
        return mount("reverse", ReverseServer.endpoint(authenticator, () -> Thread.sleep(delay), new SecureRandom()))
                .with(metadata.routes());
    }

    /**
     * How a server reaches the directory from inside.
     *
     * @param tokenEndpoint gives the address of the token endpoint, known once everything runs
     * @param http gives a client that trusts the playground's certificates
     */
    record Downstream(Supplier<URI> tokenEndpoint, Supplier<HttpClient> http) {}

    private Routes profile(URI origin, String issuer, KeySet keys, Downstream downstream) {
        var metadata = new ProtectedResourceMetadata(URI.create(origin + path("profile")), List.of(issuer),
                List.of(Directory.PROFILE + "/" + Directory.ACCESS));
        JwtRules rules = new JwtRules(issuer, Set.of(Directory.PROFILE, Directory.PROFILE_APP), Directory.ACCESS,
                Set.of("RS256"), options.clockSkew());
        ProfileSettings settings = new ProfileSettings(Directory.PROFILE_APP,
                () -> variables.value(Variables.PROFILE), downstream.tokenEndpoint(),
                URI.create(origin + "/graph/v1.0/me"), Graph.IDENTIFIER + "/" + Graph.SCOPE, downstream.http());
        return mount("profile", ProfileServer.endpoint(new JwtAuthenticator(rules, metadata, keys, options.clock()),
                metadata, settings, options.clock())).with(metadata.routes());
    }

    /** The expenses server and the issuer that its users sign in at. */
    private Routes expenses(URI origin) {
        URI resource = URI.create(origin + path("expenses"));
        URI issuer = LocalIssuer.at(origin.getPort());
        var metadata = new ProtectedResourceMetadata(resource, List.of(issuer.toString()),
                List.of(ExpensesServer.READ));
        JwtRules rules = JwtRules.of(issuer.toString(), resource.toString(), ExpensesServer.READ)
                .withAlgorithms(Set.of("ES256"))
                .withClockSkew(options.clockSkew());
        KeySet keys = KeySet.at(URI.create(origin + issuer.getPath() + "/jwks"));
        Authenticator authenticator = new JwtAuthenticator(rules, metadata, keys, options.clock());
        ScopedTools guard = new ScopedTools(metadata, Map.of(ExpensesServer.ADD_TOOL, ExpensesServer.WRITE));
        return mount("expenses", ExpensesServer.endpoint(authenticator, guard, expenses, options.clock()))
                .with(metadata.routes())
                .with(issuerLog.noting(AuthorizationServer.later(issuer,
                        () -> new AuthorizationServer(LocalIssuer.settings(issuer, resource, options)))));
    }

    private McpEndpoint tavily() {
        ServerInfo info = new ServerInfo("tavily", "Tavily (stand-in)", "0.1.0");
        Authenticator authenticator = key("Authorization", "Bearer " + variables.value(Variables.TAVILY));
        return McpEndpoint.builder(info, authenticator, new SearchTools().tools()).clock(options.clock()).build();
    }

    private static Authenticator key(String header, String value) {
        return ApiKeyAuthenticator.of(header, Map.of(OWNER, value));
    }

    Gate gate(String name) {
        Gate gate = gates.get(name);
        if (gate == null) {
            throw new IllegalArgumentException(
                    "The playground has no server '" + name + "', only " + new TreeMap<>(gates).keySet() + ".");
        }
        return gate;
    }

    private Routes mount(String name, HttpHandler server) {
        Gate gate = new Gate(server);
        gates.put(name, gate);
        return Routes.none().with(path(name), gate);
    }
}
