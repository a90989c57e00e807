package dev.lanyard.server.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.auth.AnonymousAuthenticator;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.protocol.McpWire;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeServerTest {
    private HttpServer server;
    private McpWire wire;

    @BeforeEach
    void start() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-03-28T23:30:05Z"), ZoneOffset.UTC);
        server = HttpServer.start(HttpOptions.onPort(0),
                origin -> Routes.none().with("/time/mcp", TimeServer.endpoint(new AnonymousAuthenticator(), clock)));
        wire = new McpWire(server.origin().resolve("/time/mcp"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"'{}',UTC,2026-03-28T23:30:05+00:00,Saturday,false",
            "'{\"timezone\":\"Europe/Berlin\"}',Europe/Berlin,2026-03-29T00:30:05+01:00,Sunday,false",
            "'{\"timezone\":\"America/New_York\"}',America/New_York,2026-03-28T19:30:05-04:00,Saturday,true"})
    void tellsTheCurrentTime(String arguments, String zone, String datetime, String day, boolean dst) throws Exception {
        JsonNode result = wire.initialized().call("current_time", arguments);

        assertThat(result.path("structuredContent")).isEqualTo(moment(zone, datetime, day, dst));
    }

    @Test
    void offersAPromptThatItsOwnToolAnswers() throws Exception {
        McpWire session = wire.initialized();
        JsonNode prompt = session.ask("prompts/get", "{\"name\":\"now\",\"arguments\":{\"timezone\":\"Asia/Tokyo\"}}");
        JsonNode completion = session.ask("completion/complete",
                "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"now\"},\"argument\":{\"name\":\"timezone\",\"value\":\"Europe/Be\"}}");

        assertThat(prompt.at("/result/messages/0/content/text").asText()).isEqualTo("What time is it in Asia/Tokyo?");
        assertThat(completion.at("/result/completion/values").toString()).contains("\"Europe/Berlin\"")
                .doesNotContain("Asia");
    }

    @Test
    void givesRegionsAndTheirZonesToRead() throws Exception {
        McpWire session = wire.initialized();
        JsonNode regions = session.ask("resources/read", "{\"uri\":\"time://regions\"}");
        JsonNode zones = session.ask("resources/read", "{\"uri\":\"time://regions/Europe\"}");

        assertThat(regions.at("/result/contents/0/text").asText()).contains("Asia\n", "Europe\n").doesNotContain("/");
        assertThat(zones.at("/result/contents/0/text").asText()).contains("Europe/Berlin\n").doesNotContain("Asia/");
    }

    /** A time without a date is today's in the source zone: in Berlin it is the 29th already, the day clocks go forward. */
    @ParameterizedTest
    @CsvSource({
            "Europe/Berlin,16:30,Asia/Tokyo,2026-03-29T16:30:00+02:00,Sunday,true,2026-03-29T23:30:00+09:00,Sunday,false",
            "UTC,01:00,America/New_York,2026-03-28T01:00:00+00:00,Saturday,false,2026-03-27T21:00:00-04:00,Friday,true",
            "UTC,2026-07-01T12:00,Asia/Kolkata,2026-07-01T12:00:00+00:00,Wednesday,false,2026-07-01T17:30:00+05:30,Wednesday,false"})
    void convertsTimes(String from, String time, String to, String source, String sourceDay, boolean sourceDst,
            String target, String targetDay, boolean targetDst) throws Exception {
        JsonNode result = convert(from, time, to).path("structuredContent");

        assertThat(result.path("source")).isEqualTo(moment(from, source, sourceDay, sourceDst));
        assertThat(result.path("target")).isEqualTo(moment(to, target, targetDay, targetDst));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "Tokyo|10:00|UTC|Unknown time zone 'Tokyo'. Did you mean 'Asia/Tokyo'?",
            "UTC|10:00|new york|Unknown time zone 'new york'. Did you mean 'America/New_York'?",
            "UTC|10:00|Mars|Unknown time zone 'Mars'. Use a name of the IANA database, such as 'Europe/Berlin' or 'UTC'.",
            "UTC|10:00|+05:00|Unknown time zone '+05:00'. Use a name of the IANA database, such as 'Europe/Berlin' or 'UTC'.",
            "UTC|25:00|UTC|'25:00' is not a time. Write it as '16:30' or '2026-03-01T16:30'.",
            "UTC|4pm|UTC|'4pm' is not a time. Write it as '16:30' or '2026-03-01T16:30'.",
            "Europe/Berlin|02:30|UTC|The time '2026-03-29T02:30' does not exist in 'Europe/Berlin': the clocks are put "
                    + "forward over it. Give an earlier or a later time."})
    void explainsWhatItCannotConvert(String from, String time, String to, String text) throws Exception {
        JsonNode result = convert(from, time, to);

        assertThat(result.path("isError").booleanValue()).isTrue();
        assertThat(result.path("content").path(0).path("text").textValue()).isEqualTo(text);
    }

    private JsonNode convert(String from, String time, String to) throws Exception {
        return wire.initialized()
                .call("convert_time", "{\"source_timezone\":\"" + from + "\",\"time\":\"" + time
                        + "\",\"target_timezone\":\"" + to + "\"}");
    }

    private static JsonNode moment(String zone, String datetime, String day, boolean dst) throws Exception {
        return McpWire.json("{\"timezone\":\"" + zone + "\",\"datetime\":\"" + datetime + "\",\"day_of_week\":\"" + day
                + "\",\"is_dst\":" + dst + "}");
    }
}
