package dev.lanyard.cli.session;

import dev.lanyard.credential.Account;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.tools.ApprovalMode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is what the user said on the command line about where to work and with whom.
 *
 * @param playground use the playground whatever is configured
 * @param playgroundUser who the playground's robot signs in as, or null to sign in oneself
 * @param config the configuration file, or null to look for one
 * @param trustDigest approves exactly this project configuration, or null
 * @param envFile the {@code .env} file, or null to look for one
 * @param servers use only these; all if empty
 * @param model the model's name, {@code scripted} for the playground's script, or null for the configured one
 * @param approval which tool calls go ahead without asking
 * @param noAuth present no credential to any server
 * @param signIn the one way to sign in, or null to choose by the surroundings
 * @param account which of the user's accounts sign-ins are for
 * @param roots the folders that servers are told of, from the root on
 * @param timeouts how long servers are waited for
 * @param plain no colour and no motion
 * @param verbose tell more on stderr
 */
public record Options(boolean playground, @Nullable String playgroundUser, @Nullable Path config,
        @Nullable String trustDigest, @Nullable Path envFile,
        List<String> servers, @Nullable String model, ApprovalMode approval, boolean noAuth,
        @Nullable Way signIn, Account account, List<Path> roots, Timeouts timeouts, boolean plain, boolean verbose) {
    /** The name of the script that plays a model. */
    public static final String SCRIPTED = "scripted";

    /** Copies the lists; only the playground has a robot. */
    public Options {
        playground = playground || playgroundUser != null;
        servers = List.copyOf(servers);
        roots = List.copyOf(roots);
    }

    /** Returns the addresses of the folders that servers are told of, without a slash at their end, as servers expect them. */
    List<URI> rootAddresses() {
        return roots.stream()
                .map(folder -> URI.create(folder.toUri().toString().replaceFirst("(?<=[^/])/$", "")))
                .toList();
    }

    boolean scripted() {
        return SCRIPTED.equals(model);
    }
}
