package dev.lanyard.cli.command;

import dev.lanyard.cli.session.Options;
import dev.lanyard.cli.session.Timeouts;
import dev.lanyard.credential.Account;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.tools.ApprovalMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** Holds the options that every command takes, before or after its name; all commands share one instance. */
public final class GlobalOptions {
    @Option(names = "--playground", scope = ScopeType.INHERIT, description = "Use the playground, whatever is configured.")
    private boolean playground;

    @Option(names = "--playground-user", scope = ScopeType.INHERIT, paramLabel = "NAME", description = "Use the playground and have a robot sign in there as alice or bob.")
    private @Nullable String playgroundUser;

    @Option(names = "--config", scope = ScopeType.INHERIT, paramLabel = "FILE", description = "The mcp.json to use. Otherwise ./mcp.json, ./.mcp.json, ./.vscode/mcp.json, your own.")
    private @Nullable Path config;

    @Option(names = "--trust-config", scope = ScopeType.INHERIT, paramLabel = "SHA256", description = "Approve the project's configuration with this digest, without being asked.")
    private @Nullable String trustDigest;

    @Option(names = "--env-file", scope = ScopeType.INHERIT, paramLabel = "FILE", description = "The .env to use instead of the one found.")
    private @Nullable Path envFile;

    @Option(names = "--server", scope = ScopeType.INHERIT, paramLabel = "NAME", split = ",", description = "Use only these servers.")
    private List<String> servers = new ArrayList<>();

    @Option(names = "--model", scope = ScopeType.INHERIT, paramLabel = "NAME", description = "The model to ask; 'scripted' for the playground's script.")
    private @Nullable String model;

    @Option(names = "--approve", scope = ScopeType.INHERIT, paramLabel = "MODE", converter = ModeConverter.class, description = "Which tool calls go ahead without asking: ask (default), trusted, all.")
    private ApprovalMode approval = ApprovalMode.ASK;

    @Option(names = "--no-auth", scope = ScopeType.INHERIT, description = "Present no credential to any server.")
    private boolean noAuth;

    @Option(names = "--sign-in", scope = ScopeType.INHERIT, paramLabel = "WAY", converter = WayConverter.class, description = "How to sign in: browser, paste, device; chosen by the surroundings unless given.")
    private @Nullable Way signIn;

    @Option(names = "--account", scope = ScopeType.INHERIT, paramLabel = "NAME", converter = AccountConverter.class, description = "Which of your accounts to sign in with, where you have several; any name you like.")
    private Account account = Account.DEFAULT;

    @Option(names = "--root", scope = ScopeType.INHERIT, paramLabel = "FOLDER", converter = FolderConverter.class, description = "Tell every server of this folder (MCP roots): its path and name, not what is in it. May be repeated; none unless given.")
    private List<Path> roots = new ArrayList<>();

    @Option(names = "--timeout", scope = ScopeType.INHERIT, paramLabel = "SECONDS", converter = SecondsConverter.class, description = "How long a tool may give no answer and no progress; 60 unless given.")
    private @Nullable Duration callTimeout;

    @Option(names = "--connect-timeout", scope = ScopeType.INHERIT, paramLabel = "SECONDS", converter = SecondsConverter.class, description = "How long a server may take until it has listed its tools; 10 unless given. A single command waits for its servers that long.")
    private @Nullable Duration connectTimeout;

    @Option(names = "--plain", scope = ScopeType.INHERIT, description = "No colour, no motion, line by line.")
    private boolean plain;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Tell more on stderr: every event, what servers log from info on, the playground's log.")
    private boolean verbose;

    /** Reads an approval mode as it is written on the command line. */
    static final class ModeConverter implements ITypeConverter<ApprovalMode> {
        @Override
        public ApprovalMode convert(String text) {
            for (ApprovalMode mode : ApprovalMode.values()) {
                if (mode.label().equals(text.toLowerCase(Locale.ROOT))) {
                    return mode;
                }
            }
            throw new TypeConversionException("'" + text + "' is not one of ask, trusted, all");
        }
    }

    /** Reads the name of an account. */
    static final class AccountConverter implements ITypeConverter<Account> {
        @Override
        public Account convert(String text) {
            if (!Account.isName(text)) {
                throw new TypeConversionException(
                        "an account's name has up to 64 letters, digits, '.', '_', '@', '+' and '-'");
            }
            return new Account(text);
        }
    }

    Options options() {
        return options(approval);
    }

    Options options(ApprovalMode mode) {
        return new Options(playground, playgroundUser, config, trustDigest, envFile, servers, model, mode, noAuth,
                signIn, account, roots, new Timeouts(connectTimeout, callTimeout), plain, verbose);
    }

    /** Says whether the user wants to be told more. */
    public boolean verbose() {
        return verbose;
    }
}
