package dev.lanyard.server.protocol;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A revision of MCP with sessions, newest first. */
enum ProtocolVersion {
    V2025_11_25("2025-11-25"), V2025_06_18("2025-06-18"), V2025_03_26("2025-03-26");

    private final String wire;

    ProtocolVersion(String wire) {
        this.wire = wire;
    }

    /** Returns the revision as it is written in messages and headers. */
    String wire() {
        return wire;
    }

    /** Returns the revision written so, or nothing if it is not supported. */
    static Optional<ProtocolVersion> of(String wire) {
        return Arrays.stream(values()).filter(version -> version.wire.equals(wire)).findFirst();
    }

    /** MCP 2025-11-25, Lifecycle, version negotiation: the version asked for if supported, otherwise the latest. */
    static ProtocolVersion negotiate(String asked) {
        return of(asked).orElse(V2025_11_25);
    }

    /** Returns every revision supported, for messages. */
    static String supported() {
        return Arrays.stream(values()).map(ProtocolVersion::wire).collect(Collectors.joining(", "));
    }
}
