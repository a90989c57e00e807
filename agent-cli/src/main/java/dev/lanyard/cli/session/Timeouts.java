package dev.lanyard.cli.session;

import dev.lanyard.AgentBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is how long the user lets servers take; the library decides what was not said.
 *
 * @param connect until a server has listed its tools, or null
 * @param call until a tool gives an answer or tells of progress, or null
 */
public record Timeouts(@Nullable Duration connect, @Nullable Duration call) {
    /** What happens between the end of a server's time and the word of it. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    void applyTo(AgentBuilder builder) {
        if (connect != null) {
            builder.openTimeout(connect);
        }
        if (call != null) {
            builder.callTimeout(call);
        }
    }

    /** Returns how long a command waits for servers that it was not told to wait for, unless the user gave them longer. */
    Duration patience(Duration usual) {
        return connect == null || connect.compareTo(usual) < 0 ? usual : connect.plus(MARGIN);
    }
}
