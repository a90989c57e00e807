package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.credential.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Is a server over standard input and output, a process of its own; its first argument says how it behaves. */
public final class StdioPeer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MODERN = Set.of("modern", "stumbling", "drowsy", "fickle");
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
        if (arguments[0].equals("stumbling")) {
            stumble(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        }
        boolean modern = MODERN.contains(arguments[0]);
        int asked = 0;
        String name = "peer";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message = JSON.readTree(line);
            String method = message.path("method").asText();
            if (arguments[0].equals("drowsy") && method.equals("server/discover") && asked++ == 0) {
                continue;
            }
            if (method.equals("server/discover") && !modern) {
                if (arguments[0].equals("touchy")) {
                    System.exit(3);
                }
                answer(message, "\"error\":{\"code\":-32601,\"message\":\"unknown\"}");
                continue;
            }
            switch (method) {
                case "server/discover" -> answer(message,
                        "\"result\":{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{\"listChanged\":"
                                + arguments[0].equals("fickle") + "}}}");
                case "initialize" -> {
                    if (arguments[0].equals("mute") && asked++ == 0) {
                        OUT.println("{\"jsonrpc\":\"2.0\",\"method\":\"heard\"}");
                        JsonNode next = JSON.readTree(in.readLine());
                        name = "peer that heard " + next.path("method").asText();
                        answer(next, "\"error\":{\"code\":-32601,\"message\":\"unknown\"}");
                        continue;
                    }
                    answer(message, modern
                            ? "\"error\":{\"code\":-32601,\"message\":\"Method not found: initialize\"}"
                            : "\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"serverInfo\":{\"name\":\""
                                    + name + "\"}}");
                }
                case "subscriptions/listen" -> OUT.println("{\"jsonrpc\":\"2.0\",\"method\":" + (asked++ == 0
                        ? "\"notifications/cancelled\",\"params\":{\"requestId\":" + message.path("id") + "}}"
                        : "\"heard\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":"
                                + message.path("id") + "}}}"));
                case "id" -> answer(message, "\"result\":{\"id\":" + message.path("id") + "}");
                case "pid" -> answer(message, "\"result\":{\"pid\":" + ProcessHandle.current().pid() + "}");
                case "child" -> answer(message, "\"result\":{\"pid\":"
                        + new ProcessBuilder("sleep", "987").redirectOutput(ProcessBuilder.Redirect.INHERIT)
                                .redirectError(ProcessBuilder.Redirect.INHERIT)
                                .start()
                                .pid()
                        + "}");
                case "consult" -> {
                    OUT.println("{\"jsonrpc\":\"2.0\",\"id\":\"ask\",\"method\":\"elicitation/create\",\"params\":{}}");
                    answer(message, "\"result\":{\"answered\":" + in.readLine() + "}");
                }
                case "freeze" -> {
                    OUT.println("{\"jsonrpc\":\"2.0\",\"method\":\"heard\"}");
                    while (true) {
                        LockSupport.park();
                    }
                }
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

    /** Ends at once, as often as asked. */
    private static void stumble(Path counter, int times) throws IOException {
        long before = Files.exists(counter) ? Files.size(counter) : 0;
        Files.write(counter, new byte[]{'.'}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (before < times) {
            System.exit(1);
        }
    }

    private static void answer(JsonNode request, String members) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + "," + members + "}");
    }
}
