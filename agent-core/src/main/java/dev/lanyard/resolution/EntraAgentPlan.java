package dev.lanyard.resolution;

import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.IdentityConfig.Entra.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what the agent's own app registration needs. */
final class EntraAgentPlan {
    private static final String JSON = "--headers Content-Type=application/json";

    private final IdentityConfig.Entra identity;
    private final EntraCloud cloud;
    private final String id;

    EntraAgentPlan(IdentityConfig.Entra identity, EntraCloud cloud) {
        this.identity = identity;
        this.cloud = cloud;
        this.id = identity.clientId();
    }

    List<String> registration() {
        return List.of("", AzCommand.comment("1. The agent: the app registration that clientId of identity '"
                + identity.name() + "' names. Portal: Entra ID, App registrations, New registration."),
                AzCommand.comment(
                        "If there is none yet, this creates it and prints its id, which belongs into clientId:"),
                AzCommand
                        .comment("  " + AzCommand.of("az ad app create --display-name lanyard-agent --sign-in-audience")
                                .and(audience())
                                .and("--query appId --output tsv")
                                .line()),
                AzCommand.comment("It needs a service principal in the directory; the command fails if it has one:"),
                AzCommand.of("az ad sp create").with("--id", id).line());
    }

    private String audience() {
        return switch (identity.tenant().toLowerCase(Locale.ROOT)) {
            case "organizations" -> "AzureADMultipleOrgs";
            case "common" -> "AzureADandPersonalMicrosoftAccount";
            case "consumers" -> "PersonalMicrosoftAccount";
            default -> "AzureADMyOrg";
        };
    }

    List<String> signIns() {
        return List.of("",
                AzCommand.comment("Users sign in to it, by browser (http://localhost, any port) or by a code "
                        + "(public client flows); without: AADSTS50011, 500113, 7000218."),
                AzCommand.comment(
                        "Portal: Authentication, Mobile and desktop applications, http://localhost; Allow public client "
                                + "flows: yes. The list is replaced: add what else is in it."),
                AzCommand.of("az ad app update")
                        .with("--id", id)
                        .and("--public-client-redirect-uris http://localhost --is-fallback-public-client true")
                        .line());
    }

    /** A user's token for the agent itself is what it exchanges. */
    List<String> ownScope() {
        return List.of("", AzCommand.comment("Their token for the agent itself ('" + identity.userScope()
                + "') is what it exchanges, so that it exposes a scope. Portal: Expose an API."),
                AzCommand.of("az ad app update").with("--id", id).with("--identifier-uris", "api://" + id).line(),
                patch(cloud, id, "{\"api\":{\"oauth2PermissionScopes\":["
                        + EntraServerPlan.scope("access_as_user", "Use the agent") + "]}}"));
    }

    List<String> proof() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        switch (identity.proof()) {
            case Proof.None none -> lines.add(AzCommand.comment("It has no proof of itself: add one to the identity."));
            case Proof.ClientSecret(var value) -> {
                lines.add(AzCommand.comment("Its secret, printed once; the value, not its id, goes where " + value
                        + " comes from (AADSTS7000215, 7000222). Portal: Certificates & secrets."));
                lines.add(AzCommand.of("az ad app credential reset")
                        .with("--id", id)
                        .and("--append --display-name lanyard --years 1")
                        .line());
            }
            case Proof.Certificate certificate -> {
                String file = certificate.file().toString();
                lines.add(AzCommand
                        .comment("Its certificate, without the key, which never leaves this machine (AADSTS700027). "
                                + "Portal: Certificates & secrets, Certificates."));
                lines.add(file.toLowerCase(Locale.ROOT).matches(".*\\.(pfx|p12)")
                        ? AzCommand.of("openssl pkcs12")
                                .with("-in", file)
                                .and("-clcerts -nokeys -out lanyard.crt")
                                .line()
                        : AzCommand.of("openssl x509").with("-in", file).and("-out lanyard.crt").line());
                lines.add(AzCommand.of("az ad app credential reset")
                        .with("--id", id)
                        .and("--append --cert @lanyard.crt")
                        .line());
            }
            case Proof.Assertion(var value) -> {
                lines.add(AzCommand
                        .comment("It trusts the issuer of " + value + "; issuer, subject and audience are exactly that "
                                + "token's (AADSTS70021, 700211, 700213)."));
                lines.add(AzCommand.comment("Portal: Certificates & secrets, Federated credentials."));
                lines.add(AzCommand.of("az ad app federated-credential create")
                        .with("--id", id)
                        .with("--parameters", "{\"name\":\"lanyard\",\"issuer\":\"<ISSUER>\",\"subject\":\"<SUBJECT>\","
                                + "\"audiences\":[\"api://AzureADTokenExchange\"]}")
                        .line());
            }
        }
        return lines;
    }

    /** Returns how the agent may ask for what the server offers, and who has to agree. */
    List<String> permission(EntraResource resource, boolean delegated) {
        List<String> lines = new ArrayList<>();
        String kind = delegated ? "Scope" : "Role";
        String list = delegated ? "oauth2PermissionScopes" : "appRoles";
        String name = delegated ? resource.scopeName() : "<ROLE>";
        lines.add("");
        lines.add(AzCommand
                .comment("3. The permission, and consent to it. Portal: API permissions of the agent, Add; Grant admin "
                        + "consent. Without: AADSTS65001, 65005" + (delegated ? "." : ", 501051.")));
        if (!delegated) {
            lines.add(
                    AzCommand.comment("The token carries the app roles, whatever they are called; a scope would not do "
                            + "(AADSTS1002012)."));
        }
        lines.add(AzCommand.comment("The first prints the id that the second needs:"));
        lines.add(AzCommand.of("az ad sp show")
                .with("--id", resource.appId())
                .with("--query", list + "[?value=='" + name + "'].id")
                .and("--output tsv")
                .line());
        lines.add(AzCommand.of("az ad app permission add")
                .with("--id", id)
                .with("--api", resource.appId())
                .with("--api-permissions", "<" + kind.toUpperCase(Locale.ROOT) + "-ID>=" + kind)
                .line());
        lines.add(AzCommand.of("az ad app permission admin-consent").with("--id", id).line());
        lines.add(AzCommand.comment("The same in a browser, for an administrator: " + identity.authority()
                .resolve("/" + identity.tenant() + "/adminconsent?client_id=")
                + id));
        return lines;
    }

    static String patch(EntraCloud cloud, String app, String body) {
        return AzCommand.of("az rest --method PATCH")
                .with("--url", cloud.graph() + "/v1.0/applications(appId='" + EntraResource.id(app) + "')")
                .and(JSON)
                .with("--body", body)
                .line();
    }
}
