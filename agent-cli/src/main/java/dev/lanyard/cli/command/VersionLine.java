package dev.lanyard.cli.command;

import dev.lanyard.Version;
import picocli.CommandLine.IVersionProvider;

/** Says which Lanyard runs on which Java. */
final class VersionLine implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[]{"lanyard " + Version.current() + " (Java " + Runtime.version().feature() + ")"};
    }
}
