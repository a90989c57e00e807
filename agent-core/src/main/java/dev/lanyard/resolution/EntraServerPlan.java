package dev.lanyard.resolution;

import java.util.ArrayList;
import java.util.List;

/** Writes what the app registration of an MCP server needs. */
final class EntraServerPlan {
    private final String server;
    private final EntraResource resource;
    private final String client;
    private final EntraCloud cloud;

    EntraServerPlan(String server, EntraResource resource, String client, EntraCloud cloud) {
        this.server = server;
        this.resource = resource;
        this.client = client;
        this.cloud = cloud;
    }

    /** Returns what a server needs that users, or the agent on their behalf, have tokens for. */
    List<String> delegated(boolean exchanged) {
        List<String> lines = registration();
        if (resource.isGraph()) {
            return lines;
        }
        String known = exchanged ? "\"knownClientApplications\":[\"" + EntraResource.id(client) + "\"]," : "";
        lines.add(AzCommand.comment("It exposes the scope"
                + (exchanged
                        ? ", and knows the agent, so that users agree to both at once where the server goes on to others"
                        : "")
                + ". What stands there already is replaced: add it. Portal: Expose an API"
                + (exchanged ? "; Manifest, knownClientApplications." : ".")));
        lines.add(EntraAgentPlan.patch(cloud, resource.appId(), "{\"api\":{" + known
                + "\"oauth2PermissionScopes\":["
                + scope(resource.scopeName(), "Use " + name()) + "]}}"));
        lines.add(AzCommand
                .comment("So that nobody is asked at all, the agent may be authorised beforehand, once the scope is "
                        + "there. Portal: Expose an API, Authorized client applications."));
        lines.add(EntraAgentPlan.patch(cloud, resource.appId(), "{\"api\":{\"preAuthorizedApplications\":[{\"appId\":\""
                + EntraResource.id(client) + "\",\"delegatedPermissionIds\":[\"<SCOPE-ID>\"]}]}}"));
        return lines;
    }

    /** Returns what a server needs that agents have tokens for in their own name. */
    List<String> role() {
        List<String> lines = registration();
        if (resource.isGraph()) {
            return lines;
        }
        lines.add(AzCommand
                .comment("It has an app role for agents, such as 'execute'. The list is replaced. Portal: App roles, "
                        + "Create app role, Applications."));
        lines.add(AzCommand.of("az ad app update")
                .with("--id", resource.appId())
                .with("--app-roles", "[{\"id\":\"<NEW-GUID>\",\"value\":\"<ROLE>\",\"displayName\":\"Call " + name()
                        + "\",\"description\":\"Call " + name()
                        + " as an application\",\"allowedMemberTypes\":[\"Application\"],\"isEnabled\":true}]")
                .line());
        return lines;
    }

    private List<String> registration() {
        List<String> lines = new ArrayList<>(List.of(""));
        if (resource.isGraph()) {
            lines.add(AzCommand.comment("2. The resource is Microsoft Graph, which is registered in every directory."));
            return lines;
        }
        lines.add(AzCommand.comment("2. The server '" + server + "': the app registration with the Application ID URI '"
                + resource.uri() + "'; SERVER-APP-ID is what this prints (nothing there: AADSTS500011)."));
        lines.add(AzCommand.of("az ad app list")
                .with("--identifier-uri", resource.uri())
                .with("--query", "[].appId")
                .and("--output tsv")
                .line());
        lines.add(AzCommand
                .comment("If there is none yet (a directory may want its verified domain or an id in the URI):"));
        lines.add(AzCommand.comment("  " + AzCommand.of("az ad app create")
                .with("--display-name", server)
                .with("--identifier-uris", resource.uri())
                .and("--sign-in-audience AzureADMyOrg --query appId --output tsv")
                .line()));
        lines.add(AzCommand.comment("  " + AzCommand.of("az ad sp create").with("--id", resource.appId()).line()));
        return lines;
    }

    static String scope(String name, String title) {
        return "{\"id\":\"<NEW-GUID>\",\"value\":\"" + name + "\",\"type\":\"User\",\"isEnabled\":true,"
                + "\"adminConsentDisplayName\":\"" + title + "\",\"adminConsentDescription\":\"" + title
                + " on behalf of the user\",\"userConsentDisplayName\":\"" + title
                + "\",\"userConsentDescription\":\"" + title + " on your behalf\"}";
    }

    /** A server's name is of letters, digits, '_' and '-' wherever it comes from a file. */
    private String name() {
        return EntraResource.id(server);
    }
}
