package dev.lanyard.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a configuration with what must be known to approve it.
 *
 * @param config the configuration
 * @param files the configuration file and each {@code envFile}, as they were read
 * @param written the variables that were written into addresses and other plain fields, by what needed them:
 *     {@code server 'a'} or {@code identity 'b'}
 */
record ReadConfig(AgentConfig config, List<Fingerprint> files, Map<String, Set<String>> written) {
    ReadConfig {
        files = List.copyOf(files);
        written = Map.copyOf(written);
    }
}
