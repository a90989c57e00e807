package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads hostile answers with a device code: what the user is shown is short and printable, and every page is https. */
public final class DeviceAnswerFuzz {
    private static final URI SERVER = URI.create("https://server.example/mcp");
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private DeviceAnswerFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        StrictJson.object(new String(bytes, StandardCharsets.UTF_8)).ifPresent(body -> {
            DeviceAnswer answer;
            try {
                answer = DeviceAnswer.read(body, SERVER);
            } catch (ParseException | IllegalArgumentException e) {
                return; // What DeviceFlow reports without a word of the answer.
            }
            URI whole = answer.whole() == null ? answer.page() : answer.whole();
            boolean safe = isSafe(answer.page()) && isSafe(whole) && answer.userCode().matches("[ -~]{1,63}");
            boolean bounded = !answer.lifetime().isNegative() && answer.lifetime().compareTo(LONGEST) <= 0
                    && answer.interval().toSeconds() >= 1 && answer.interval().toSeconds() <= 60;
            if (!safe || !bounded) {
                throw new AssertionError("Not to be shown: " + answer);
            }
        });
    }

    private static boolean isSafe(URI page) {
        return "https".equalsIgnoreCase(page.getScheme()) && page.getHost() != null && page.getRawUserInfo() == null;
    }
}
