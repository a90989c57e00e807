package dev.lanyard.cli.command;

import dev.lanyard.cli.session.Session;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.AgentEvent;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Collects the servers that nothing but a sign-in opens, to be told once, after what was asked for. Thread-safe. */
final class SignInHints {
    private final Set<String> servers = new ConcurrentSkipListSet<>();

    /** Remembers the server if an event says that it needs a sign-in, or no longer does; says whether it needs one. */
    boolean takes(AgentEvent event) {
        if (event instanceof AgentEvent.ServerReady ready) {
            servers.remove(ready.server());
        }
        if (event instanceof AgentEvent.ServerFailed failed
                && failed.failure().code() == ErrorCode.INTERACTION_REQUIRED) {
            servers.add(failed.server());
            return true;
        }
        return false;
    }

    /** Says whether one of these servers needs a sign-in. */
    boolean has(Collection<String> named) {
        return named.stream().anyMatch(servers::contains);
    }

    /** Tells each server with what to do. */
    void tell(Session session, PrintStream err) {
        servers.forEach(server -> err
                .println("lanyard: " + server + " needs sign-in (" + session.signInRemedy(server) + ")"));
    }
}
