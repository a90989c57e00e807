package dev.lanyard.oauth;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.lanyard.Agent;
import dev.lanyard.assistant.Turn;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ConfigSource;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.store.FileTokenStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs in to a server, uses it, signs out and goes on running; what its heap holds is written to a file before and after.
 * Arguments: the server's address and a folder. Prints the page that is to be opened.
 */
final class SignedOutProgram {
    private static final int SETTLING = 5;

    private SignedOutProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        var server = new ServerConfig.Http("test", URI.create(arguments[0]), Map.of(), Map.of(),
                AuthConfig.OAuth.DISCOVERED, false);
        var source = new ConfigSource(ConfigSource.Kind.NONE, null, Path.of(""), List.of());
        try (Agent agent = Agent.builder(new AgentConfig(source, Map.of("test", server), Map.of(), Map.of()))
                .interaction(new PrintedPages())
                .tokenStore(FileTokenStore.in(folder.resolve("tokens"), folder.resolve("key")))
                .openTimeout(Duration.ofSeconds(60))
                .build()) {
            agent.login("test");
            use(agent);
            dump(folder.resolve("before.hprof"));
            agent.logout("test");
            // The threads of the farewell may still be ending; each dump takes longer than they do.
            for (int i = 0; i < SETTLING; i++) {
                Files.deleteIfExists(folder.resolve("after.hprof"));
                dump(folder.resolve("after.hprof"));
            }
        }
        System.out.println("done");
    }

    private static void use(Agent agent) {
        var unused = agent.call("test", "peek", "{}", new Turn());
        var listed = agent.connections().get("test").open();
        if (listed.tools().isEmpty()) {
            throw new IllegalStateException("The server was not used");
        }
    }

    /** Writes what is reachable, after a full collection. */
    private static void dump(Path file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
    }

    /** Has whoever reads our output be the browser. */
    private static final class PrintedPages implements UserInteraction {
        @Override
        public List<Way> ways() {
            return List.of(Way.BROWSER);
        }

        @Override
        public void open(SignIn signIn, URI page) {
            System.out.println(page);
        }

        @Override
        public Optional<String> paste(SignIn signIn, URI page) {
            return Optional.empty();
        }

        @Override
        public void show(SignIn signIn, DeviceCode code) {}

        @Override
        public boolean approve(SignIn signIn, List<String> addedScopes) {
            return true;
        }

        @Override
        public Optional<String> clientId(SignIn signIn) {
            return Optional.empty();
        }

        @Override
        public void ended(SignIn signIn, boolean succeeded) {}
    }
}
