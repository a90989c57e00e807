package dev.lanyard.samples;

import dev.lanyard.Agent;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import java.nio.file.Path;
import java.time.Duration;

/** Answers one question with the tools of every server in an {@code mcp.json}, and prints which tools it called. */
public final class FirstAgent {
    private FirstAgent() {}

    /** Takes the configuration file and the question. The model's key is read from {@code .env} beside the file. */
    public static void main(String[] arguments) {
        Path config = Path.of(arguments[0]);
        UserFolders folders = UserFolders.of(System.getenv(), System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")));
        LoadedConfig loaded = new ConfigLoader(System.getenv(),
                ConfigLocations.of(Path.of(""), folders).withConfigFile(config)).load();

        try (Agent agent = Agent.builder(loaded.config())
                .environment(loaded.environment())
                .model(loaded.model().orElseThrow())
                .approval(ApprovalMode.TRUSTED, ToolApprover.nobody())
                .build()) {
            agent.connect(Duration.ofSeconds(3));
            var turn = agent.chat(arguments[1]);
            turn.toolCalls()
                    .forEach(call -> System.out.println(call.tool().server() + " · " + call.tool().shortName()));
            System.out.println(turn.answer());
        }
    }
}
