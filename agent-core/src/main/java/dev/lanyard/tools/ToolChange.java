package dev.lanyard.tools;

import dev.lanyard.connection.ToolPin;
import java.util.Set;
import java.util.stream.Collectors;

/** Is why a tool is held back until the user approves it. */
public sealed interface ToolChange {
    /** The server did not have the tool when its tools were approved. */
    record Appeared() implements ToolChange {}

    /** The tool describes itself otherwise than when it was approved. */
    record Altered(Set<ToolPin.Part> parts) implements ToolChange {
        public Altered {
            parts = Set.copyOf(parts);
        }
    }

    /** Returns {@code is new} or {@code changed its description and input schema}. */
    default String words() {
        return switch (this) {
            case Appeared() -> "is new";
            case Altered(Set<ToolPin.Part> parts) -> "changed its "
                    + parts.stream().sorted().map(ToolPin.Part::label).collect(Collectors.joining(" and "));
        };
    }
}
