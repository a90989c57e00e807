package dev.lanyard;

import dev.langchain4j.service.tool.ToolProvider;
import dev.lanyard.assistant.Assistant;
import dev.lanyard.assistant.Conversation;
import dev.lanyard.assistant.Turn;
import dev.lanyard.assistant.TurnResult;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.connection.CompletionRef;
import dev.lanyard.connection.Connections;
import dev.lanyard.connection.Prompt;
import dev.lanyard.connection.PromptResult;
import dev.lanyard.connection.Resource;
import dev.lanyard.connection.ResourceContents;
import dev.lanyard.connection.ResourceTemplate;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.connection.ServerContent;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.ServerCredential;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.event.LogLevel;
import dev.lanyard.tools.HeldTool;
import dev.lanyard.tools.McpTools;
import dev.lanyard.tools.OfferedTool;
import dev.lanyard.tools.ToolCatalogue;
import dev.lanyard.tools.ToolResult;
import dev.lanyard.transport.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Is an assistant whose tools live on the configured MCP servers, each reached with its own kind of credential.
 *
 * <p>Thread-safe, apart from {@link #chat}, which takes one turn at a time. Whoever builds an agent closes it. A program with
 * many users builds one and asks it for a view of each: {@link #forUser}.
 */
public final class Agent implements AutoCloseable {
    private static final int NO_TURN = 0;

    private final SharedParts shared;
    private final CallerParts parts;
    private final Conversation conversation;
    private final Optional<Assistant> assistant;

    Agent(AgentBuilder builder) {
        this.shared = new SharedParts(builder);
        this.parts = shared.own();
        this.conversation = new Conversation();
        this.assistant = shared.assistant(parts, conversation);
    }

    private Agent(SharedParts shared, CallerParts parts, Conversation conversation) {
        this.shared = shared;
        this.parts = parts;
        this.conversation = conversation;
        this.assistant = shared.assistant(parts, conversation);
    }

    /** Returns a builder for an agent with the given servers and identities. */
    public static AgentBuilder builder(AgentConfig config) {
        return new AgentBuilder(config);
    }

    /**
     * Returns a view of this agent for one user, who begins a conversation: every server is called with what belongs to that
     * user, or with what all users share, and never with a credential of the one who runs the program.
     *
     * <p>A user has one connection to each server however many views there are; sessions, catalogues, approvals and tokens are
     * never another user's. Connections open when tools are wanted and close when nobody uses them. A new token of the same
     * subject is a new user here, since it may allow less. The view is had for the asking, on every request of the user if
     * need be; to close it is allowed and does nothing.
     */
    public Agent forUser(UserAssertion user) {
        return forUser(user, new Conversation());
    }

    /** Returns a view of this agent for one user that goes on with a conversation. */
    public Agent forUser(UserAssertion user, Conversation conversation) {
        return new Agent(shared, shared.of(user), conversation);
    }

    /** Closes the connections of a user who is gone; calls under way fail. A view that is used again connects anew. */
    public void forget(UserAssertion user) {
        shared.forget(user);
    }

    /** Returns the connections, one for each configured server, whatever its state. */
    public Connections connections() {
        return parts.connections();
    }

    /**
     * Connects to every server at once and waits at most the given time; those that take longer go on behind. A server that
     * fails costs the others nothing: its state and an event tell why.
     */
    public void connect(Duration patience) {
        parts.connections().openAll(patience);
    }

    /** Returns the tools of the servers that are ready now; for a user, those that are idle are connected to first. */
    public ToolCatalogue tools() {
        wake();
        return parts.tools().tools();
    }

    private void wake() {
        if (parts.isLazy()) {
            parts.connections().openIdle(shared.openTimeout());
        }
    }

    /**
     * Returns the tools of the servers that are ready now, for LangChain4j's {@code AiServices}. The user is asked about tools
     * that are held back each time they are wanted.
     */
    public ToolProvider toolProvider() {
        return new McpTools(() -> {
            wake();
            return parts.tools().reviewed();
        }, parts.caller());
    }

    /** Returns what has been said so far. */
    public Conversation conversation() {
        return conversation;
    }

    /**
     * Answers the user with the help of the tools that are ready now. Blocks until the answer is complete.
     *
     * @throws dev.lanyard.assistant.ModelException if the model gives no answer
     * @throws IllegalStateException if the agent was built without a model
     */
    public TurnResult chat(String text) {
        return chat(text, new Turn());
    }

    /**
     * Answers the user; the turn can be cancelled from another thread.
     *
     * @throws dev.lanyard.assistant.ModelException if the model gives no answer or the turn is cancelled
     * @throws IllegalStateException if the agent was built without a model
     */
    public TurnResult chat(String text, Turn turn) {
        Assistant answering = assistant
                .orElseThrow(() -> new IllegalStateException("This agent was built without a model"));
        wake();
        return answering.turn(text, turn);
    }

    /**
     * Calls one tool without a model, after connecting to its server if need be.
     *
     * @param tool the tool's name at its server
     * @param arguments a JSON object
     * @return how it ended, empty if the configuration has no such server or the server no such tool
     * @throws dev.lanyard.error.AgentException if the server cannot be used
     */
    public Optional<ToolResult> call(String server, String tool, String arguments, Turn turn) {
        var connection = parts.connections().find(server);
        if (connection.isEmpty()) {
            return Optional.empty();
        }
        var unused = connection.get().open(turn::started);
        Optional<HeldTool> held = parts.tools().tools().held(server, tool);
        if (held.isPresent() && !parts.tools().approved(held.get())) {
            return Optional.of(parts.caller().refuse(NO_TURN, "call", held.get(), arguments));
        }
        Optional<OfferedTool> offered = parts.tools().tools().find(server, tool);
        return offered.map(found -> parts.caller().call(NO_TURN, "call", found, arguments, turn::started));
    }

    /**
     * Returns the prompts of a server, at most 1,000; none if it announces none. Connects first if need be, as all of the
     * following methods do.
     *
     * @throws dev.lanyard.error.AgentException if there is no such server or it cannot be used
     */
    public List<Prompt> prompts(String server) {
        return content(server).prompts();
    }

    /**
     * Returns a prompt of a server, filled with the given arguments.
     *
     * @throws dev.lanyard.error.AgentException if there is no such server or it does not give the prompt
     */
    public PromptResult prompt(String server, String name, Map<String, String> arguments) {
        return content(server).prompt(name, arguments);
    }

    /**
     * Returns the resources that a server lists, at most 1,000; none if it announces none.
     *
     * @throws dev.lanyard.error.AgentException if there is no such server or it cannot be used
     */
    public List<Resource> resources(String server) {
        return content(server).resources();
    }

    /**
     * Returns the resource templates of a server, at most 1,000; none if it announces none.
     *
     * @throws dev.lanyard.error.AgentException if there is no such server or it cannot be used
     */
    public List<ResourceTemplate> resourceTemplates(String server) {
        return content(server).templates();
    }

    /**
     * Returns what a resource of a server holds.
     *
     * @throws dev.lanyard.error.AgentException if there is no such server or it does not give the resource
     */
    public List<ResourceContents> readResource(String server, String uri) {
        return content(server).read(uri);
    }

    /**
     * Returns how what was typed for an argument could go on, best first; empty if the server completes nothing.
     *
     * @param known the arguments whose values stand already
     * @throws dev.lanyard.error.AgentException if there is no such server or it cannot be used
     */
    public List<String> complete(String server, CompletionRef ref, String argument, String typed,
            Map<String, String> known) {
        return content(server).complete(ref, argument, typed, known);
    }

    /**
     * Asks a server to log what is at least as grave as a level, heard as {@link dev.lanyard.event.AgentEvent.ServerLogged};
     * nothing if the server does not log. It holds until the server forgets the session.
     *
     * @throws dev.lanyard.error.AgentException if there is no such server or it cannot be used
     */
    public void logLevel(String server, LogLevel level) {
        parts.connections().get(server).logLevel(level, Call.within(shared.callTimeout()));
    }

    /**
     * Returns what a server is presented with. It is got as a call gets it: a token that is kept is reused or renewed, and the
     * server is connected to where only its answer tells how to get one, which may lead to a sign-in. Blocks.
     *
     * @throws dev.lanyard.error.AgentException if there is none to be had
     * @throws IllegalArgumentException if the configuration has no such server
     * @throws IllegalStateException if this is a user's view
     */
    public ServerCredential credential(String server) {
        requireOwn();
        CredentialProvider provider = shared.provider(server);
        ServerCredential given = given(provider, server);
        if (given.token().isPresent() || !provider.renewable()) {
            return given;
        }
        var unused = parts.connections().get(server).open();
        return given(provider, server);
    }

    private ServerCredential given(CredentialProvider provider, String server) {
        Credential value = provider.credential(shared.request(server));
        return new ServerCredential(provider.kind(), value, provider.facts());
    }

    /**
     * Has the user sign in to a server now, whatever is kept for it. Blocks until that is done.
     *
     * @throws dev.lanyard.error.AgentException if it is not done, or the server is one that nobody signs in to
     * @throws IllegalArgumentException if the configuration has no such server
     * @throws IllegalStateException if this is a user's view: the application signs its users in
     */
    public void login(String server) {
        requireOwn();
        shared.provider(server).signIn(shared.request(server));
    }

    /**
     * Closes the connection to a server, forgets what is kept for it, and revokes that where its issuer allows it. Calls under
     * way fail. Nothing of this library refers to the tokens afterwards; when their memory is used for something else, Java
     * alone decides. Blocks.
     *
     * <p>Where the issuer did not revoke them, the listener hears it ({@link dev.lanyard.event.AgentEvent.CredentialNotRevoked});
     * what was kept is forgotten all the same.
     *
     * @throws IllegalArgumentException if the configuration has no such server
     * @throws IllegalStateException if this is a user's view
     */
    public void logout(String server) {
        requireOwn();
        CredentialProvider provider = shared.provider(server);
        // First, as the farewell to the server still takes the token, and its session belongs to the one who signed in.
        parts.connections().find(server).ifPresent(ServerConnection::close);
        provider.signOut(shared.request(server));
    }

    private void requireOwn() {
        if (parts.isLazy()) {
            throw new IllegalStateException("A user's view has no sign-ins: the application signs its users in");
        }
    }

    private ServerContent content(String server) {
        return new ServerContent(parts.connections().get(server), shared.callTimeout());
    }

    /** Closes every connection, those of users too; nothing if this is a user's view. */
    @Override
    public void close() {
        if (!parts.isLazy()) {
            shared.close();
        }
    }
}
