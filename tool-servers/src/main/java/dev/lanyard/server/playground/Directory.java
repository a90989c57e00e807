package dev.lanyard.server.playground;

import dev.lanyard.server.authorization.SecretHash;
import dev.lanyard.server.identity.AppRegistration;
import dev.lanyard.server.identity.ProtectedResource;
import dev.lanyard.server.identity.Tenant;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Describes the playground's directory: one tenant, the agent's app, and the resource {@code api://reverse}. */
final class Directory {
    /** The origin in issuers: portless, since MSAL's cache does not survive a port; clients connect elsewhere. */
    static final URI AUTHORITY = URI.create("https://login.lanyard.localhost");
    static final String TENANT = "5e1f0a9c-2b7d-4c3e-9f10-6a8b4d2c7e01";
    static final String CLIENT = "a3c9e7d5-1f42-4b86-8d0e-7b5c2f9a6e02";
    static final String REVERSE = "api://reverse";
    static final String EXECUTE = "execute";
    private static final String PRINCIPAL = "d07b6f28-94ae-4e51-b3c7-18f2a5e9c603";

    private Directory() {}

    static Tenant withAgent(String clear) {
        AppRegistration agent = new AppRegistration(CLIENT, PRINCIPAL, "Lanyard playground", SecretHash.of(clear),
                Map.of(REVERSE, List.of(EXECUTE)));
        return new Tenant(TENANT, List.of(agent), List.of(new ProtectedResource(REVERSE, REVERSE, List.of(EXECUTE))));
    }
}
