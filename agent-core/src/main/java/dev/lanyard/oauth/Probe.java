package dev.lanyard.oauth;

import dev.lanyard.credential.Challenge;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Asks a server, without any credential, what it wants to see. */
final class Probe {
    private static final String INITIALIZE = """
                                             {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
                                             "clientInfo":{"name":"lanyard","version":"1"}}}""";

    private Probe() {}

    /** Returns the server's challenge, empty if it has none or does not answer: then its metadata must say it all. */
    static Optional<Challenge> challenge(IssuerHttp http, URI server) {
        try {
            Incoming reply = http.post(server, INITIALIZE);
            return reply.status() == 401
                    ? Optional.of(Challenge.of(401, reply.headers().allValues("WWW-Authenticate")))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
