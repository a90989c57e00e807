package dev.lanyard.oauth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Checks hostile client id metadata documents: never fails, and passes none that is another client's or holds a secret. */
public final class ClientDocumentFuzz {
    private static final URI HOME = URI.create("https://app.example.com/client.json");

    private ClientDocumentFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String document = new String(bytes, StandardCharsets.UTF_8);
        List<String> problems = ClientIdDocument.problems(HOME, document);
        if (problems.stream().anyMatch(problem -> problem.chars().anyMatch(Character::isISOControl))) {
            throw new AssertionError("A control character reaches the screen: " + problems);
        }
        if (problems.isEmpty()) {
            var json = StrictJson.object(document).orElseThrow();
            if (!HOME.toString().equals(json.path("client_id").textValue()) || json.has("client_secret")) {
                throw new AssertionError("Passed: " + document);
            }
        }
    }
}
