package dev.lanyard.cli.session;

import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.prompt.TrustQuestion;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ConfigException;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.Environment;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.ModelConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.config.TrustReport;
import dev.lanyard.config.TrustStore;
import dev.lanyard.config.UserFolders;
import dev.lanyard.config.Variable;
import dev.lanyard.network.HttpPolicy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a session works with: the configuration, approved where it must be, and the playground where it is needed. */
final class SetupFinder implements AutoCloseable {
    private final Options options;
    private final Surroundings surroundings;
    private final Console console;
    private @Nullable PlaygroundProcess playground;

    SetupFinder(Options options, Surroundings surroundings, Console console) {
        this.options = options;
        this.surroundings = surroundings;
        this.console = console;
    }

    /**
     * Reads the configuration, has it approved where it must be, and starts the playground if it is needed, without waiting for
     * it: what this does needs the user's attention, or is quick.
     */
    Plan plan() {
        if (options.playground() || options.scripted()) {
            launch();
        }
        LoadedConfig own = load();
        boolean usePlayground = options.playground() || own.config().servers().isEmpty();
        if (!usePlayground) {
            own.trust().ifPresent(this::requireTrust);
        }
        own.warnings().forEach(warning -> warn(warning.toString()));
        boolean scripted = options.scripted() || (usePlayground && own.model().isEmpty() && options.model() == null);
        if (!scripted) {
            tellWhereAProjectSendsTheConversation(own);
        }
        if (usePlayground || scripted) {
            launch();
        }
        // Nothing of the playground leaves this machine, so that no proxy matters there.
        HttpPolicy network = usePlayground && scripted ? HttpPolicy.direct() : HttpPolicy.from(own.environment());
        return new Plan(own, usePlayground, scripted, scripted ? Optional.empty() : configuredModel(own), network);
    }

    /** Returns how the network is reached, by the environment and the files that count; servers in them are not looked at. */
    HttpPolicy network() {
        try {
            return HttpPolicy.from(new ConfigLoader(surroundings.environment(), places()).load().environment());
        } catch (ConfigException.Invalid e) {
            // Whatever is wrong in them, the process says how it is connected.
            return HttpPolicy.from(Environment.of(surroundings.environment()));
        }
    }

    private LoadedConfig load() {
        ConfigLoader loader = new ConfigLoader(surroundings.environment(), places());
        try {
            return loader.load();
        } catch (ConfigException.Invalid e) {
            if (!options.playground()) {
                throw e;
            }
            // Whatever is wrong with the configuration, the playground does not use it.
            warn(String.valueOf(e.getMessage()));
            Path nowhere = surroundings.folders().state().resolve("nothing");
            return new ConfigLoader(surroundings.environment(),
                    ConfigLocations.of(nowhere, new UserFolders(nowhere, nowhere)))
                    .load();
        }
    }

    private void warn(String text) {
        surroundings.err().println("lanyard: " + Sanitizer.clean(text));
    }

    /** A folder's own .env may choose the model's endpoint together with its key: the user should know. */
    private void tellWhereAProjectSendsTheConversation(LoadedConfig own) {
        own.projectThatChoseTheModel()
                .ifPresent(file -> own.model()
                        .ifPresent(model -> warn(file + " sends the conversation to " + model.endpoint().getHost())));
    }

    /** Returns what the plan comes to; waits for the playground if it is part of it. */
    Setup setup(Plan plan) {
        LoadedConfig used = plan.playground() ? playgroundConfig() : plan.own();
        Optional<ModelConfig> model = plan.scripted() ? Optional.of(scriptedModel()) : plan.model();
        return new Setup(selected(used.config()), used.environment(), model, plan.playground(), plan.network());
    }

    private ConfigLocations places() {
        ConfigLocations places = ConfigLocations.of(surroundings.workingDirectory(), surroundings.folders());
        if (options.config() != null) {
            places = places.withConfigFile(options.config());
        }
        return options.envFile() == null ? places : places.withEnvFile(options.envFile());
    }

    private void requireTrust(TrustReport report) {
        if (report.digest().equals(options.trustDigest())) {
            return;
        }
        TrustStore approvals = TrustStore.in(surroundings.folders());
        if (approvals.approved(report.digest())) {
            return;
        }
        if (!new TrustQuestion(console).approves(report)) {
            if (!console.interactive()) {
                report.lines().forEach(surroundings.err()::println);
            }
            throw new ConfigException.Untrusted(report);
        }
        approvals.approve(report);
    }

    private Optional<ModelConfig> configuredModel(LoadedConfig own) {
        String name = options.model();
        return own.model()
                .map(found -> name == null ? found : found.withModel(name))
                .map(found -> withLiteralKey(found, own));
    }

    /** The model's key comes from the user's environment even where the servers come from the playground's. */
    private static ModelConfig withLiteralKey(ModelConfig model, LoadedConfig own) {
        return model.key() instanceof SecretRef.Env env
                ? own.environment()
                        .lookup(env.name())
                        .map(found -> model.withKey(new SecretRef.Literal(found.value())))
                        .orElse(model)
                : model;
    }

    private ModelConfig scriptedModel() {
        PlaygroundProcess.Ready where = launch().ready();
        Variable key = playgroundConfig().environment().lookup(where.modelKey()).orElseThrow();
        return ModelConfig.compatible(where.model(), new SecretRef.Literal(key.value()), Options.SCRIPTED);
    }

    private LoadedConfig playgroundConfig() {
        Path file = launch().ready().config();
        Path folder = file.toAbsolutePath().resolveSibling("");
        // The playground needs nothing of the user's environment and files, so it gets nothing of them.
        UserFolders folders = new UserFolders(folder, folder);
        return new ConfigLoader(Map.of(), ConfigLocations.of(folder, folders).withConfigFile(file)).load();
    }

    /** Returns the issuer of the playground that this session started. */
    java.net.URI playgroundIssuer() {
        return launch().ready().issuer();
    }

    private PlaygroundProcess launch() {
        PlaygroundProcess started = playground;
        if (started == null) {
            started = PlaygroundProcess.start(options.verbose());
            playground = started;
        }
        return started;
    }

    private AgentConfig selected(AgentConfig config) {
        for (String name : options.servers()) {
            if (!config.servers().containsKey(name)) {
                throw new SessionException.NoSuchServer(name, config.servers().keySet());
            }
        }
        Map<String, ServerConfig> servers = new LinkedHashMap<>();
        config.servers().forEach((name, server) -> {
            if (options.servers().isEmpty() || options.servers().contains(name)) {
                servers.put(name, options.noAuth() ? withoutCredential(server) : server);
            }
        });
        return new AgentConfig(config.source(), servers, config.identities(), config.inputs());
    }

    private static ServerConfig withoutCredential(ServerConfig server) {
        return switch (server) {
            case ServerConfig.Http http -> new ServerConfig.Http(http.name(), http.url(), Map.of(), Map.of(),
                    new AuthConfig.None(), http.trusted(), http.shownUrl());
            case ServerConfig.Stdio stdio ->
                new ServerConfig.Stdio(stdio.name(), stdio.command(), stdio.args(), Map.of(),
                        stdio.cwd(), stdio.trusted());
        };
    }

    /**
     * Is what is known before anything is waited for.
     *
     * @param own what the user configured
     * @param playground whether the playground's servers are used
     * @param scripted whether the playground's script plays the model, even where the user configured one
     * @param model the configured model, empty if it is the script or there is none
     * @param network how everything is reached
     */
    record Plan(LoadedConfig own, boolean playground, boolean scripted, Optional<ModelConfig> model,
            HttpPolicy network) {
        boolean hasModel() {
            return scripted || model.isPresent();
        }
    }

    @Override
    public void close() {
        if (playground != null) {
            playground.close();
        }
    }
}
