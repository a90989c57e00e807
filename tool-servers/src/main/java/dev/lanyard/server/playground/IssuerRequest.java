package dev.lanyard.server.playground;

/**
 * Records one request that the issuer of {@code expenses} answered.
 *
 * @param path the path asked for
 * @param status the HTTP status of the answer
 */
public record IssuerRequest(String path, int status) {
    /** Says whether a token was asked for and refused. */
    public boolean refusedToken() {
        return path.endsWith("/token") && status >= 400;
    }
}
