package dev.lanyard.server.playground;

import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.certificate.CertificateAuthority;
import dev.lanyard.server.certificate.TrustAnchors;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.identity.FaultEndpoint;
import dev.lanyard.server.identity.IdentityEndpoint;
import dev.lanyard.server.identity.IdentityProvider;
import dev.lanyard.server.identity.IdentityRequest;
import dev.lanyard.server.identity.SigningKey;
import dev.lanyard.server.identity.Tenant;
import dev.lanyard.server.model.ModelEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs the identity provider, the tool servers and the scripted model on 127.0.0.1, with secrets of its own, and the files
 * that reach them: {@code mcp.json}, {@code .env} and {@code ca.pem}. Tests of anyone may start as many as they like.
 *
 * <p>Whoever starts it closes it; closing stops the servers and deletes the files. Thread-safe.
 */
public final class Playground implements AutoCloseable {
    static final String CONFIG_FILE = "mcp.json";
    static final String ENV_FILE = ".env";
    static final String CA_FILE = "ca.pem";
    private static final String MODEL_PATH = "/model/v1";

    private final StateFolder state;
    private final Variables variables;
    private final IdentityProvider identity;
    private final ToolServers tools;
    private final HttpServer server;

    private Playground(StateFolder state, Variables variables, IdentityProvider identity, ToolServers tools,
            HttpServer server) {
        this.state = state;
        this.variables = variables;
        this.identity = identity;
        this.tools = tools;
        this.server = server;
    }

    /**
     * Starts everything and writes the files; blocks until it can be reached.
     *
     * @throws PlaygroundArgumentException if the port is taken or the folder cannot be used
     * @throws IOException if a file cannot be written
     */
    public static Playground start(PlaygroundOptions options) throws IOException {
        Path folder = options.state();
        StateFolder state = folder == null ? StateFolder.temporary() : StateFolder.at(folder);
        try {
            return start(options, state);
        } catch (IOException | RuntimeException failure) {
            state.close();
            throw failure;
        }
    }

    private static Playground start(PlaygroundOptions asked, StateFolder state) throws IOException {
        // Keys cost a good part of a second: who asks for no flows does not wait for them.
        Optional<Flows> flows = asked.flows() ? Optional.of(new Flows(asked.clock())) : Optional.empty();
        PlaygroundOptions options = flows.map(keys -> keys.known(asked)).orElse(asked);
        Variables variables = Variables.random();
        CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());
        String virtualHost = Directory.AUTHORITY.getHost();
        var certificate = authority.issue(List.of("localhost", virtualHost), List.of("127.0.0.1"));
        SigningKey key = SigningKey.generate();
        Tenant tenant = Directory.tenant(variables.value(Variables.CLIENT), variables.value(Variables.PROFILE),
                options);
        IdentityProvider identity = new IdentityProvider(Directory.AUTHORITY, tenant, key, options.tokenLifetime(),
                options.clock());
        ToolServers tools = new ToolServers(options, variables);
        Routes model = new ModelEndpoint(variables.value(Variables.MODEL), options.clock()).routes(MODEL_PATH);
        HttpOptions http = HttpOptions.onPort(options.port())
                .withTls(0, certificate.serverContext())
                .withHostName(virtualHost);
        SecretHash faultKey = SecretHash.of(variables.value(Variables.FAULTS));
        AtomicReference<URI> tls = new AtomicReference<>();
        ToolServers.Downstream downstream = new ToolServers.Downstream(
                () -> tls.get().resolve("/" + tenant.id() + "/oauth2/v2.0/token"), trusting(state));
        state.write(CA_FILE, authority.pem());
        HttpServer server = listen(http, origin -> new IdentityEndpoint(identity).routes(origin)
                .with(new FaultEndpoint(identity, faultKey).routes())
                .with(options.identityOnly()
                        ? Routes.none()
                        : model.with(tools.routes(loopback(origin), identity.issuer(tenant),
                                IdentityProvider.keysPath(tenant), downstream))));
        tls.set(server.tlsOrigin().orElseThrow());
        Playground playground = new Playground(state, variables, identity, tools, server);
        try {
            state.write(ENV_FILE, variables.dotEnv(options.flows()));
            if (flows.isPresent()) {
                flows.get().write(state, variables, playground.origin(), playground.tlsPort());
            }
            state.write(CONFIG_FILE, McpJson.of(playground.origin(), playground.tlsPort(), options.identityOnly()));
            return playground;
        } catch (IOException | RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    /** Returns what gives one client that trusts the playground's certificates, made when it is first needed. */
    private static Supplier<HttpClient> trusting(StateFolder state) {
        AtomicReference<HttpClient> made = new AtomicReference<>();
        return () -> made.updateAndGet(known -> known != null ? known : client(state.path().resolve(CA_FILE)));
    }

    private static HttpClient client(Path authorities) {
        try {
            return HttpClient.newBuilder().sslContext(TrustAnchors.clientContext(authorities)).build();
        } catch (IOException gone) {
            throw new UncheckedIOException("The file '" + authorities + "' cannot be read.", gone);
        }
    }

    private static HttpServer listen(HttpOptions options, Function<URI, Routes> routes)
            throws IOException {
        try {
            return HttpServer.start(options, routes);
        } catch (IOException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    throw new PlaygroundArgumentException(
                            "--port: " + options.port() + " is taken. Write another, or 0 for a free one.");
                }
            }
            throw failure;
        }
    }

    /** Returns the {@code mcp.json} that reaches the playground, with {@code .env} and {@code ca.pem} beside it. */
    public Path config() {
        return state.path().resolve(CONFIG_FILE);
    }

    /** Returns where the tool servers and the model are, for example {@code http://127.0.0.1:8000}. */
    public URI origin() {
        return loopback(server.origin());
    }

    /** Returns where the identity provider takes token requests, for example {@code https://localhost:8443}. */
    public URI tlsOrigin() {
        return server.tlsOrigin().orElseThrow();
    }

    /** Returns the issuer that the users of {@code expenses} sign in at, {@code http://localhost:8000/issuer}. */
    public URI issuer() {
        return LocalIssuer.at(server.origin().getPort());
    }

    /** Takes the users' expenses back to what they were at first. */
    public void resetExpenses() {
        tools.expenses().reset();
    }

    /** Returns the base address of the scripted model, for OpenAI clients. */
    public URI model() {
        return URI.create(origin() + MODEL_PATH);
    }

    /** Returns the name of the variable in {@code .env} that holds the model's key. */
    public String modelKeyVariable() {
        return Variables.MODEL;
    }

    /** Returns the name of the variable that holds the key of {@link #search()}, to be asked of {@link #variable}. */
    public String searchKeyVariable() {
        return Variables.TAVILY;
    }

    /** Returns the address of the stand-in for Tavily; it takes its key in {@code Authorization: Bearer}. */
    public URI search() {
        return URI.create(origin() + ToolServers.path("tavily"));
    }

    /**
     * Returns the value of a variable made for this start: a secret, though of this playground only.
     *
     * @throws IllegalArgumentException if there is no such variable
     */
    public String variable(String name) {
        return variables.value(name);
    }

    /** Returns the id of the agent's app, at which users sign in. */
    public String clientId() {
        return Directory.CLIENT;
    }

    /** Returns the identity provider, to mint tokens, to let things go wrong, and to look at what was asked of it. */
    public IdentityProvider identity() {
        return identity;
    }

    /** Returns the requests that the identity provider answered, oldest first. */
    public List<IdentityRequest> identityRequests() {
        return identity.requests();
    }

    /** Returns the latest 10,000 requests that the issuer of {@code expenses} answered, oldest first. */
    public List<IssuerRequest> issuerRequests() {
        return tools.issuerRequests();
    }

    /** Returns how many tokens the identity provider was asked for, granted or not. */
    public int tokenRequests() {
        return (int) identityRequests().stream().filter(request -> request.path().endsWith("/token")).count();
    }

    /**
     * Returns how many HTTP requests reached a tool server, refused ones and those after its stop included.
     *
     * @param name {@code echo}, {@code reverse}, {@code profile}, {@code time}, {@code expenses} or {@code tavily}
     */
    public int requests(String name) {
        return tools.gate(name).requests();
    }

    /**
     * Stops one tool server: from now on it answers 503.
     *
     * @param name {@code echo}, {@code reverse}, {@code profile}, {@code time}, {@code expenses} or {@code tavily}
     */
    public void stop(String name) {
        tools.gate(name).stop();
    }

    /** Stops the servers and deletes the files. Further calls do nothing. */
    @Override
    public void close() {
        try {
            server.close();
        } finally {
            state.close();
        }
    }

    private int tlsPort() {
        return tlsOrigin().getPort();
    }

    /** Says 127.0.0.1 rather than localhost, which may mean ::1, where nothing listens. */
    private static URI loopback(URI origin) {
        return URI.create("http://127.0.0.1:" + origin.getPort());
    }
}
