package dev.lanyard.server.conformance;

import dev.lanyard.server.protocol.Content;
import java.util.Base64;

/** The smallest picture and sound there are. */
final class Samples {
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");
    private static final byte[] WAV = Base64.getDecoder()
            .decode("UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA==");

    private Samples() {}

    static byte[] png() {
        return PNG.clone();
    }

    static Content picture() {
        return Content.image("image/png", PNG);
    }

    static Content sound() {
        return Content.audio("audio/wav", WAV);
    }
}
