package dev.lanyard.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps libraries' logs off the terminal: what users need to know arrives as events and exceptions. Named in a system property,
 * so that it costs nothing until the first library logs.
 */
public final class QuietLogging {
    /** Configures logging; called by {@code java.util.logging} itself. */
    public QuietLogging() {
        Logger.getLogger("").setLevel(Level.OFF);
    }
}
