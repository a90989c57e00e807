package dev.lanyard.resolution;

import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Is what a server needs in Entra, as a script for {@code az} with the portal's places in its comments. Made from the
 * configuration alone: nothing is sent, and {@code <…>} stands for what it does not tell.
 *
 * @param lines commands, comments and empty lines, each safe for a POSIX shell whatever the configuration holds
 */
public record EntraPlan(List<String> lines) {
    /** Copies the lines. */
    public EntraPlan {
        lines = List.copyOf(lines);
    }

    /** Returns the plan for a server, empty if its credential does not come from Entra. */
    public static Optional<EntraPlan> of(ServerConfig server, AgentConfig config) {
        if (!(server instanceof ServerConfig.Http http)) {
            return Optional.empty();
        }
        return switch (http.auth()) {
            case AuthConfig.ClientCredentials auth -> identity(config, auth.identity())
                    .map(entra -> plan(http, "client-credentials", entra, auth.scope(), false, true));
            case AuthConfig.User auth -> identity(config, auth.identity())
                    .map(entra -> plan(http, "user", entra, auth.scope(), true, false));
            case AuthConfig.OnBehalfOf auth -> identity(config, auth.identity())
                    .map(entra -> plan(http, "on-behalf-of", entra, auth.scope(), true, true));
            case AuthConfig.ManagedIdentity auth -> Optional.of(managed(http, auth));
            case AuthConfig.None none -> Optional.empty();
            case AuthConfig.Discovered discovered -> Optional.empty();
            case AuthConfig.Key key -> Optional.empty();
            case AuthConfig.OAuth oauth -> Optional.empty();
            case AuthConfig.TokenExchange exchange -> Optional.empty();
            case AuthConfig.Enterprise enterprise -> Optional.empty();
            case AuthConfig.WorkloadIdentity workload -> Optional.empty();
        };
    }

    private static Optional<IdentityConfig.Entra> identity(AgentConfig config, String name) {
        return config.identities().get(name) instanceof IdentityConfig.Entra entra
                ? Optional.of(entra)
                : Optional.empty();
    }

    private static EntraPlan plan(ServerConfig.Http server, String type, IdentityConfig.Entra identity, String scope,
            boolean users, boolean proof) {
        List<String> lines = head(server, type);
        if (identity.connectTo() != null) {
            lines.add(AzCommand.comment("Identity '" + identity.name()
                    + "' is at a local provider, which has all of this: what follows shows what Entra would need."));
        }
        EntraCloud cloud = EntraCloud.of(identity.authority());
        cloud.name().ifPresent(name -> lines.add(AzCommand.of("az cloud set").with("--name", name).line()));
        lines.add((identity.isOfOneTenant()
                ? AzCommand.of("az login").with("--tenant", identity.tenant()).and("--allow-no-subscriptions")
                : AzCommand.of("az login --allow-no-subscriptions")).line());
        EntraResource resource = EntraResource.of(scope);
        EntraAgentPlan agent = new EntraAgentPlan(identity, cloud);
        lines.addAll(agent.registration());
        if (users) {
            lines.addAll(agent.signIns());
        }
        if (users && proof) {
            lines.addAll(agent.ownScope());
        }
        if (proof) {
            lines.addAll(agent.proof());
        }
        EntraServerPlan other = new EntraServerPlan(server.name(), resource, identity.clientId(), cloud);
        lines.addAll(users ? other.delegated(proof) : other.role());
        lines.addAll(agent.permission(resource, users));
        return new EntraPlan(lines);
    }

    private static EntraPlan managed(ServerConfig.Http server, AuthConfig.ManagedIdentity auth) {
        List<String> lines = head(server, "managed-identity");
        lines.add(AzCommand.of("az login").line());
        EntraCloud cloud = EntraCloud.PUBLIC;
        EntraResource resource = EntraResource.of(auth.scope().endsWith("/.default")
                ? auth.scope()
                : auth.scope() + "/.default");
        lines.addAll(new EntraServerPlan(server.name(), resource, "<PRINCIPAL-ID>", cloud).role());
        lines.add("");
        lines.add(
                AzCommand.comment("The Azure resource's identity. Portal: the resource, Identity, On. No secret and no "
                        + "consent is needed; its object (principal) id is PRINCIPAL-ID below."));
        String client = auth.clientId();
        if (client != null) {
            lines.add(AzCommand.of("az identity list")
                    .with("--query", "[?clientId=='" + EntraResource.id(client) + "'].principalId")
                    .and("--output tsv")
                    .line());
        }
        lines.add(AzCommand.comment("RESOURCE-ID is the server's own object id, ROLE-ID its role's:"));
        lines.add(AzCommand.of("az ad sp show").with("--id", resource.appId()).and("--query id --output tsv").line());
        lines.add(AzCommand.of("az rest --method POST")
                .with("--url", cloud.graph() + "/v1.0/servicePrincipals/<PRINCIPAL-ID>/appRoleAssignments")
                .and("--headers Content-Type=application/json")
                .with("--body",
                        "{\"principalId\":\"<PRINCIPAL-ID>\",\"resourceId\":\"<RESOURCE-ID>\",\"appRoleId\":\"<ROLE-ID>\"}")
                .line());
        return new EntraPlan(lines);
    }

    private static List<String> head(ServerConfig.Http server, String type) {
        List<String> lines = new ArrayList<>();
        lines.add(AzCommand.comment("What server '" + server.name() + "' needs in Entra for '" + type
                + "', from the configuration alone: nothing was sent or checked."));
        lines.add(AzCommand
                .comment("Read it before you run it, line by line. In <…> stands what the configuration does not "
                        + "tell; each NEW-GUID is one of 'uuidgen'."));
        return lines;
    }
}
