package dev.lanyard.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Is a server that the terminal starts by a command. Its first argument is the era that it speaks, {@code legacy} or
 * {@code modern}; with {@code deaf} as a second one it goes on when its input ends and when it is asked to end.
 */
public final class StdioPeer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final String OFFER = "\"capabilities\":{\"tools\":{},\"logging\":{}}";

    private StdioPeer() {}

    /** Writes an {@code mcp.json} whose only server, {@code peer}, is this one. */
    static Path config(Path folder, String... arguments) throws IOException {
        ObjectNode peer = JSON.createObjectNode().put("type", "stdio");
        peer.put("command", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var line = peer.putArray("args");
        List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                StdioPeer.class.getName()).forEach(line::add);
        List.of(arguments).forEach(line::add);
        ObjectNode file = JSON.createObjectNode();
        file.putObject("servers").set("peer", peer);
        return Files.writeString(folder.resolve("peer.json"), file.toString());
    }

    /** Serves until its input ends. */
    public static void main(String[] arguments) throws Exception {
        List<String> behaviour = List.of(arguments);
        CountDownLatch never = new CountDownLatch(behaviour.contains("deaf") ? 1 : 0);
        // A hook that does not return: nothing but SIGKILL ends this process.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(never)));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        boolean modern = behaviour.contains("modern");
        String level = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message = JSON.readTree(line);
            switch (message.path("method").asText()) {
                case "server/discover" -> answer(message, modern
                        ? "\"result\":{\"supportedVersions\":[\"2026-07-28\"]," + OFFER + "}"
                        : "\"error\":{\"code\":-32601,\"message\":\"unknown\"}");
                case "initialize" -> answer(message, "\"result\":{\"protocolVersion\":\"2025-11-25\"," + OFFER
                        + ",\"serverInfo\":{\"name\":\"peer\"}}");
                case "logging/setLevel" -> {
                    level = message.at("/params/level").asText();
                    answer(message, "\"result\":{}");
                }
                case "tools/list" ->
                    answer(message, "\"result\":{\"tools\":[" + tool("hang") + "," + tool("look") + "]}");
                case "tools/call" -> {
                    String wanted = message.at("/params/_meta").path("io.modelcontextprotocol/logLevel").asText(level);
                    if (message.at("/params/name").asText().equals("look")) {
                        log(wanted);
                        answer(message, "\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
                                + JSON.writeValueAsString(modern ? "seen" : roots(in)) + "}]}");
                    }
                }
                default -> {
                    // A notification, or a request of which nobody waits for the answer.
                }
            }
        }
        await(never);
    }

    private static String tool(String name) {
        return "{\"name\":\"" + name + "\",\"inputSchema\":{\"type\":\"object\",\"properties\":{}}}";
    }

    private static void log(String level) {
        if (!level.isEmpty()) {
            OUT.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"" + level
                    + "\",\"data\":\"looking from " + level + " on\"}}");
        }
    }

    private static String roots(BufferedReader in) throws IOException {
        OUT.println("{\"jsonrpc\":\"2.0\",\"id\":\"roots\",\"method\":\"roots/list\"}");
        JsonNode said = JSON.readTree(in.readLine());
        return (said.has("error") ? said.path("error").path("code") : said.path("result")).toString();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(JsonNode request, String members) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + "," + members + "}");
    }
}
