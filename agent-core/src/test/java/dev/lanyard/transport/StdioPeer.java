package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.credential.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Is a server over standard input and output, a process of its own; its first argument says how it behaves. */
public final class StdioPeer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private StdioPeer() {}

    /** Returns the command that starts it, with the key {@code canary-key}. */
    static StdioCommand command(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<Secret> line = Stream
                .concat(Stream.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")), StdioPeer.class.getName()),
                        Stream.of(arguments))
                .map(Secret::of)
                .toList();
        return new StdioCommand(java, line, Map.of("PEER_KEY", Secret.of("canary-key")), null);
    }

    /** Serves until its input ends. */
    public static void main(String[] arguments) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String level = "";
        System.err.println("starting with " + System.getenv("PEER_KEY"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message = JSON.readTree(line);
            String method = message.path("method").asText();
            if (method.equals("server/discover") && !arguments[0].equals("modern")) {
                if (arguments[0].equals("touchy")) {
                    System.exit(3);
                }
                answer(message, "\"error\":{\"code\":-32601,\"message\":\"unknown\"}");
                continue;
            }
            switch (method) {
                case "server/discover" -> answer(message,
                        "\"result\":{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{}}}");
                case "initialize" -> answer(message,
                        "\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"serverInfo\":{\"name\":\"peer\"}}");
                case "environment" -> answer(message,
                        "\"result\":" + JSON.writeValueAsString(new TreeMap<>(System.getenv())));
                case "arguments" -> answer(message, "\"result\":{\"all\":" + JSON.writeValueAsString(arguments) + "}");
                case "logging/setLevel" -> {
                    level = message.path("params").path("level").asText();
                    answer(message, "\"result\":{}");
                }
                case "level" -> answer(message, "\"result\":{\"level\":\"" + level + "\"}");
                case "bar" -> {
                    // Several times what fits into a pipe, and not one line feed.
                    System.err.print("\r downloading [####------------]".repeat(3_000));
                    System.err.print("x".repeat(300_000));
                    System.err.flush();
                    answer(message, "\"result\":{}");
                }
                case "die" -> System.exit(7);
                case "chatter" -> {
                    OUT.println("this is no message");
                    OUT.println("{\"jsonrpc\":\"2.0\",\"id\":\"ask\",\"method\":\"roots/list\"}");
                    // The answer to the question is passed back as the result.
                    String answered = in.readLine();
                    answer(message, "\"result\":{\"answered\":" + answered + "}");
                }
                case "hang" -> {
                    // The next line must be the cancellation.
                    JsonNode next = JSON.readTree(in.readLine());
                    OUT.println("{\"jsonrpc\":\"2.0\",\"method\":\"heard\",\"params\":" + next + "}");
                }
                default -> {
                    if (message.has("id")) {
                        answer(message, "\"error\":{\"code\":-32601,\"message\":\"unknown\"}");
                    }
                }
            }
        }
    }

    private static void answer(JsonNode request, String members) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + "," + members + "}");
    }
}
