package dev.lanyard.server.time;

import dev.lanyard.server.protocol.Caller;
import dev.lanyard.server.protocol.Content;
import dev.lanyard.server.protocol.Outcome;
import dev.lanyard.server.protocol.Prompt;
import dev.lanyard.server.protocol.Resource;
import dev.lanyard.server.protocol.ResourceCall;
import dev.lanyard.server.protocol.ResourceContents;
import dev.lanyard.server.protocol.ResourceTemplate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Offers the names of the time zones to read, and a prompt that asks for the time in one. */
final class TimeReading {
    private static final String TEXT = "text/plain";

    private TimeReading() {}

    static List<Prompt> prompts() {
        return List.of(new Prompt("now", "The time somewhere", "Asks for the current time in a time zone.",
                List.of(new Prompt.Argument("timezone", "An IANA time zone, such as Europe/Berlin.", true,
                        (caller, begun) -> starting(zones(), begun))),
                call -> Outcome.done(List.of(Prompt.Message
                        .user(Content.text("What time is it in " + call.argument("timezone") + "?"))))));
    }

    static List<Resource> resources() {
        return List.of(new Resource("time://regions", "regions", "The regions of the IANA time zone database.", TEXT,
                call -> text(call, regions().toList())));
    }

    static List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate("time://regions/{region}", "zones", "The time zones of a region.", TEXT,
                Map.of("region", TimeReading::completedRegion),
                call -> text(call, zones()
                        .filter(zone -> zone.startsWith(call.variables().get("region") + "/"))
                        .toList())));
    }

    private static List<String> completedRegion(Caller caller, String begun) {
        return starting(regions(), begun);
    }

    private static Outcome<List<ResourceContents>> text(ResourceCall call, List<String> lines) {
        return Outcome.done(List.of(new ResourceContents.Text(call.uri(), TEXT,
                lines.isEmpty() ? "There is nothing of that name." : String.join("\n", lines))));
    }

    private static Stream<String> zones() {
        return new TreeSet<>(ZoneId.getAvailableZoneIds()).stream();
    }

    private static Stream<String> regions() {
        return zones().filter(zone -> zone.contains("/")).map(zone -> zone.substring(0, zone.indexOf('/'))).distinct();
    }

    private static List<String> starting(Stream<String> values, String begun) {
        return values.filter(value -> value.startsWith(begun)).toList();
    }
}
