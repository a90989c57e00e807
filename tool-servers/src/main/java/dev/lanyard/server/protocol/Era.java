package dev.lanyard.server.protocol;

/** How a request is spoken, where the two ways differ in errors. */
enum Era {
    /** The revisions with sessions, 2025-03-26 to 2025-11-25: an error of a request goes with status 200. */
    SESSION,
    /** The revisions without, from 2026-07-28 on: some errors have a status of their own. */
    STATELESS;

    /** Returns the HTTP status that goes with an error. */
    int status(JsonRpcError error) {
        return this == SESSION ? 200 : error.statelessStatus();
    }
}
