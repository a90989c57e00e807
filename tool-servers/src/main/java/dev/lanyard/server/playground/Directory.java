package dev.lanyard.server.playground;

import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.identity.AppProof;
import dev.lanyard.server.identity.AppRegistration;
import dev.lanyard.server.identity.DirectoryUser;
import dev.lanyard.server.identity.Graph;
import dev.lanyard.server.identity.ProtectedResource;
import dev.lanyard.server.identity.Tenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Describes the playground's directory: one tenant, its apps, the APIs that they expose, and its users. */
final class Directory {
    /** The origin in issuers: portless, since MSAL's cache does not survive a port; clients connect elsewhere. */
    static final URI AUTHORITY = URI.create("https://login.lanyard.localhost");
    static final String TENANT = "5e1f0a9c-2b7d-4c3e-9f10-6a8b4d2c7e01";
    static final String CLIENT = "a3c9e7d5-1f42-4b86-8d0e-7b5c2f9a6e02";
    static final String REVERSE = "api://reverse";
    static final String EXECUTE = "execute";
    static final String PROFILE_APP = "c41d8f70-6b2e-4a95-b7d3-0e9f5a1c8b05";
    static final String PROFILE = "api://profile";
    static final String ACCESS = "access";
    private static final String REVERSE_APP = "f86a2c14-3d9b-4e07-a5c8-2b7e1f4d9a04";
    private static final String UNCONSENTED_APP = "0b9e4d37-8c5a-4f61-9d2e-6a3f7c1b5e06";
    static final String MACHINE_APP = "9d3b6e18-4c7f-4a52-8e0d-1f5a2b7c9e12";
    static final String ASSIGNED_APP = "6f1c8a29-0e5d-4b73-9a4c-3d7e8f2b1a13";
    private static final String PRINCIPAL = "d07b6f28-94ae-4e51-b3c7-18f2a5e9c603";
    private static final String PROFILE_PRINCIPAL = "7e2c9a53-1d4f-4b80-8a6e-5f0d3c7b9e07";
    private static final DirectoryUser ALICE = new DirectoryUser("1a11ce00-5c3f-4d72-9b1e-4e8a7d2f6c10", "alice",
            "Alice Example", "alice@playground.example");
    private static final DirectoryUser BOB = new DirectoryUser("2b0b0000-8e6d-4a19-b5c4-7d3f1e9a2b11", "bob",
            "Bob Example", "bob@playground.example");

    private Directory() {}

    /**
     * Returns the tenant.
     *
     * @param agent the secret of the agent's app
     * @param profile the secret of the profile server's app
     * @param options says how many users there are beside alice and bob, and what else proves the agent
     */
    static Tenant tenant(String agent, String profile, PlaygroundOptions options) {
        AppRegistration own = AppRegistration.of(CLIENT, PRINCIPAL, "Lanyard playground")
                .withSecret(SecretHash.of(agent))
                .withRoles(REVERSE, EXECUTE)
                .withConsent(REVERSE, ACCESS)
                .withConsent(PROFILE, ACCESS)
                .asPublicClient(URI.create("http://localhost"));
        for (var proof : options.agentProofs()) {
            own = own.with(proof);
        }
        AppRegistration server = AppRegistration.of(PROFILE_APP, PROFILE_PRINCIPAL, "Profile server")
                .withSecret(SecretHash.of(profile))
                .withConsent(Graph.IDENTIFIER, Graph.SCOPE);
        AppRegistration machine = AppRegistration.of(MACHINE_APP, MACHINE_APP, "This machine")
                .with(AppProof.Machine.SYSTEM_ASSIGNED)
                .withRoles(REVERSE, EXECUTE);
        AppRegistration assigned = AppRegistration.of(ASSIGNED_APP, ASSIGNED_APP, "Worker")
                .with(AppProof.Machine.USER_ASSIGNED)
                .withRoles(REVERSE, EXECUTE);
        return new Tenant(TENANT, List.of(own, server, machine, assigned), resources(), users(options.extraUsers()));
    }

    private static List<ProtectedResource> resources() {
        return List.of(
                ProtectedResource.of("api://" + CLIENT, CLIENT).withAudience(CLIENT).withScopes("access_as_user"),
                ProtectedResource.of(REVERSE, REVERSE_APP).withRoles(EXECUTE).withScopes(ACCESS),
                ProtectedResource.of(PROFILE, PROFILE_APP).withScopes(ACCESS),
                ProtectedResource.of("api://unconsented", UNCONSENTED_APP).withScopes(ACCESS), Graph.resource());
    }

    private static List<DirectoryUser> users(int extra) {
        List<DirectoryUser> users = new ArrayList<>(List.of(ALICE, BOB));
        for (int i = 1; i <= extra; i++) {
            String name = "user" + i;
            users.add(new DirectoryUser(
                    UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(), name, "User " + i,
                    name + "@playground.example"));
        }
        return users;
    }
}
