package dev.lanyard.cli.session;

import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.Environment;
import dev.lanyard.config.ModelConfig;
import dev.lanyard.network.HttpPolicy;
import java.util.Optional;

/**
 * Is what a session works with, once found, approved and started.
 *
 * @param model the model that answers, empty if none is configured
 * @param playground whether the servers are the playground's
 * @param network how everything is reached
 */
record Setup(AgentConfig config, Environment environment, Optional<ModelConfig> model, boolean playground,
        HttpPolicy network) {}
