package dev.lanyard.server.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.Offerings;
import dev.lanyard.server.protocol.ServerInfo;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolCall;
import dev.lanyard.server.protocol.ToolResult;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Offers {@code current_time} and {@code convert_time} for the zones of the IANA database, a prompt, and the zones to read. */
public final class TimeServer {
    private static final String MOMENT = """
                                         {"type":"object","properties":{
                                           "timezone":{"type":"string","description":"The IANA name of the zone."},
                                           "datetime":{"type":"string","description":"ISO 8601 with offset, to the second."},
                                           "day_of_week":{"type":"string","description":"The English name of the day."},
                                           "is_dst":{"type":"boolean","description":"Whether daylight saving time is in force."}},
                                          "required":["timezone","datetime","day_of_week","is_dst"]}""";
    private static final String ZONE = "An IANA time zone, such as 'Europe/Berlin' or 'UTC'.";

    private final Clock clock;

    private TimeServer(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns the server.
     *
     * @param authenticator finds out who calls; by convention lets everyone in
     * @param clock tells the time
     */
    public static McpEndpoint endpoint(Authenticator authenticator, Clock clock) {
        TimeServer server = new TimeServer(clock);
        Tool current = Tool.pure("current_time", "Current time",
                "Returns the current date and time in a time zone, UTC if none is given.",
                """
                {"type":"object",
                 "properties":{"timezone":{"type":"string","description":"%s"}},
                 "additionalProperties":false}""".formatted(ZONE), MOMENT, server::currentTime);
        Tool convert = Tool.pure("convert_time", "Convert time",
                "Converts a time of one time zone to another. A time without a date is today's in the source zone.",
                """
                {"type":"object","properties":{
                  "source_timezone":{"type":"string","description":"%s"},
                  "time":{"type":"string","description":"'HH:MM', 24 hours, or 'YYYY-MM-DDTHH:MM'."},
                  "target_timezone":{"type":"string","description":"%s"}},
                 "required":["source_timezone","time","target_timezone"],
                 "additionalProperties":false}""".formatted(ZONE, ZONE),
                """
                {"type":"object","properties":{"source":%s,"target":%s},
                 "required":["source","target"]}""".formatted(MOMENT, MOMENT), server::convertTime);
        Offerings offerings = Offerings.fixed()
                .tools(List.of(current, convert))
                .prompts(TimeReading.prompts())
                .resources(TimeReading.resources(), TimeReading.templates());
        return McpEndpoint.builder(new ServerInfo("time", "Time", "0.1.0"), authenticator, offerings)
                .instructions("Tells the time anywhere and converts it between time zones.")
                .clock(clock)
                .build();
    }

    private ToolResult currentTime(ToolCall call) {
        String name = call.arguments().path("timezone").asText("UTC");
        return TimeZones.find(name)
                .map(zone -> ToolResult.of(moment(clock.instant().atZone(zone))))
                .orElseGet(() -> ToolResult.error(TimeZones.unknown(name)));
    }

    private ToolResult convertTime(ToolCall call) {
        String from = call.arguments().path("source_timezone").textValue();
        String to = call.arguments().path("target_timezone").textValue();
        Optional<ZoneId> source = TimeZones.find(from);
        Optional<ZoneId> target = TimeZones.find(to);
        if (source.isEmpty() || target.isEmpty()) {
            return ToolResult.error(TimeZones.unknown(source.isEmpty() ? from : to));
        }
        String time = call.arguments().path("time").textValue();
        try {
            LocalDateTime local = time.contains("T")
                    ? LocalDateTime.parse(time)
                    : LocalTime.parse(time).atDate(clock.instant().atZone(source.get()).toLocalDate());
            ZonedDateTime there = local.atZone(source.get());
            if (!there.toLocalDateTime().equals(local)) {
                return ToolResult.error("The time '" + local + "' does not exist in '" + from
                        + "': the clocks are put forward over it. Give an earlier or a later time.");
            }
            ObjectNode both = StrictJson.object();
            both.set("source", moment(there));
            both.set("target", moment(there.withZoneSameInstant(target.get())));
            return ToolResult.of(both);
        } catch (DateTimeException malformed) {
            return ToolResult.error("'" + time + "' is not a time. Write it as '16:30' or '2026-03-01T16:30'.");
        }
    }

    private static ObjectNode moment(ZonedDateTime time) {
        return StrictJson.object()
                .put("timezone", time.getZone().getId())
                .put("datetime", DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).format(time))
                .put("day_of_week", time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .put("is_dst", time.getZone().getRules().isDaylightSavings(time.toInstant()));
    }
}
