package dev.lanyard.server.protocol;

import dev.lanyard.server.http.HttpRefusal;

/** Says who may call which tool. Asked for every call before it begins, in parallel; may block. */
@FunctionalInterface
public interface CallGuard {
    /**
     * Returns if the caller may call the tool; one that there is not may be called by anybody.
     *
     * @throws HttpRefusal with 401 or 403 and {@code WWW-Authenticate} if the credential does not suffice (MCP 2025-11-25,
     *     Authorization, runtime insufficient scope errors)
     */
    void check(Caller caller, String tool);
}
