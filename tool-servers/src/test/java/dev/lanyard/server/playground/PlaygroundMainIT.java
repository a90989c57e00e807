package dev.lanyard.server.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the playground as the child process that it is in production. */
@Timeout(60)
class PlaygroundMainIT {
    @TempDir
    private Path parent;

    @Test
    void livesUntilItsInputEndsAndLeavesNothingBehind() throws Exception {
        Path state = parent.resolve("state");
        Process process = launch("--state", state.toString(), "--step-delay", "0");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String ready = String.valueOf(out.readLine());
            JsonNode line = StrictJson.read(ready.getBytes(StandardCharsets.UTF_8));
            Map<String, String> variables = variables(state.resolve(".env"));

            assertThat(ready).isEqualTo("{\"config\":\"" + state.resolve("mcp.json") + "\",\"model\":\""
                    + line.get("model").textValue() + "\",\"issuer\":\"" + line.get("issuer").textValue()
                    + "\",\"modelKey\":\"PLAYGROUND_MODEL_KEY\"}");
            assertThat(permissions(state)).isEqualTo("rwx------");
            try (var files = Files.list(state)) {
                assertThat(files.toList()).hasSize(3)
                        .allSatisfy(
                                file -> assertThat(permissions(file)).isEqualTo("rw-------"));
            }
            assertThat(models(line, variables).statusCode()).isEqualTo(200);
            assertThat(echo(state.resolve("mcp.json"), variables)).isEqualTo("Echo: world");
            List<String> commandLine = Arrays.asList(process.info().arguments().orElse(new String[0]));

            process.getOutputStream().close();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(out.readLine()).isNull();
            String errors = Files.readString(parent.resolve("stderr"));
            for (String secret : variables.values()) {
                assertThat(ready + errors + commandLine).doesNotContain(secret);
            }
            assertThat(errors).isEmpty();
            assertThat(state).doesNotExist();
        }
    }

    @Test
    void endsOnSigtermToo() throws Exception {
        Path state = parent.resolve("state");
        Process process = launch("--state", state.toString());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).startsWith("{");

            process.destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(state).doesNotExist();
        }
    }

    @Test
    void showsAPersonTheConfigurationAndOutlivesItsInput() throws Exception {
        Process process = launch("--foreground", "--state", parent.resolve("state").toString());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            process.getOutputStream().close();
            List<String> lines = new ArrayList<>();
            String line = out.readLine();
            while (line != null && !line.equals("}")) {
                lines.add(line);
                line = out.readLine();
            }

            assertThat(lines.getFirst()).matches(
                    "The playground runs at http://127\\.0\\.0\\.1:\\d+ until interrupted \\(Ctrl-C\\)\\.");
            assertThat(lines).anyMatch(text -> text.contains("${env:PLAYGROUND_ECHO_KEY}"));
            assertThat(process.isAlive()).isTrue();
            for (String secret : variables(parent.resolve("state/.env")).values()) {
                assertThat(lines).noneMatch(text -> text.contains(secret));
            }
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void namesWhatIsServedAlone() throws Exception {
        Process process = launch("--foreground", "--identity-only", "--state", parent.resolve("state").toString());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).startsWith("The playground runs at ");
            assertThat(out.readLine()).startsWith("Servers: ");
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void refusesWrongOptionsWithExitCode2() throws Exception {
        Process process = launch("--port", "eight");

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isNull();
        assertThat(parent.resolve("stderr"))
                .hasContent("--port: 'eight' is not a number. Write one such as 8000.");
    }

    private Process launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), PlaygroundMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(parent.resolve("stderr").toFile()).start();
    }

    private static HttpResponse<String> models(JsonNode ready, Map<String, String> variables) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String key = variables.getOrDefault(ready.get("modelKey").textValue(), "");
            return client.send(HttpRequest.newBuilder(URI.create(ready.get("model").textValue() + "/models"))
                    .header("Authorization", "Bearer " + key)
                    .build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Reaches the echo server by what the files say and nothing else. */
    private static String echo(Path config, Map<String, String> variables) throws Exception {
        JsonNode server = StrictJson.read(Files.readAllBytes(config)).at("/servers/echo");
        String reference = server.at("/headers/x-api-key").textValue();
        String key = variables.getOrDefault(reference.substring("${env:".length(), reference.length() - 1), "");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return new RawMcp(client, URI.create(server.get("url").textValue()), Map.of("x-api-key", key))
                    .call("secure_echo", "{\"message\":\"world\"}")
                    .at("/content/0/text")
                    .textValue();
        }
    }

    private static Map<String, String> variables(Path file) throws IOException {
        Map<String, String> variables = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        assertThat(variables).containsOnlyKeys("PLAYGROUND_CLIENT_SECRET", "PLAYGROUND_ECHO_KEY",
                "PLAYGROUND_FAULT_SECRET", "PLAYGROUND_MODEL_KEY");
        return variables;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
