package dev.lanyard.oauth;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Reads hostile HTTP of an issuer from the connection itself: nothing but an answer within bounds, or a failure to read. */
public final class IssuerAnswerFuzz {
    private IssuerAnswerFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Incoming answer;
        try {
            answer = Incoming.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            return; // What IssuerHttp reports.
        }
        if (answer.status() < 200 || answer.status() > 599 || answer.body().length() > Incoming.MAX_BYTES) {
            throw new AssertionError("Not an answer: " + answer);
        }
    }
}
