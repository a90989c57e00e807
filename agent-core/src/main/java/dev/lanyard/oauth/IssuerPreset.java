package dev.lanyard.oauth;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Is what discovery cannot tell of an issuer. Only the exact host counts, over https: nothing that a server or an issuer says
 * leads here. Issuers that tell all that is needed have none: Keycloak, Auth0, Okta, Descope, WorkOS, Scalekit and GitHub, as
 * far as their metadata is known ({@code issuers/README.md} among the test resources says from where).
 *
 * @param hosts where it is
 * @param takesResource whether token requests may name the resource (RFC 8707)
 * @param pkce whether it takes code challenges though it says nothing of them
 * @param parameters what goes into authorization requests besides what the standard says
 */
record IssuerPreset(Set<String> hosts, boolean takesResource, boolean pkce, Map<String, String> parameters) {
    /** Any issuer that nothing is known of. */
    static final IssuerPreset NONE = new IssuerPreset(Set.of(), true, false, Map.of());

    /**
     * Refuses a resource that does not match the scopes (AADSTS9010010), and takes code challenges without saying so.
     *
     * <p>The second deviates from MCP 2026-07-28, Authorization, Code Protection, by which a client refuses an issuer whose
     * metadata lacks {@code code_challenge_methods_supported}. The rule is there so that no code is redeemed without its
     * verifier. Here that is known from the provider's own documentation, "Microsoft identity platform and OAuth 2.0
     * authorization code flow" (learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow): it takes
     * {@code code_challenge_method=S256}, and wants the {@code code_verifier} wherever a challenge was sent, as we always do.
     * So it is taken for the three hosts of that documentation and for no other: not for the issuers of version 1 tokens,
     * not for External ID, and never where the metadata speaks of code challenges itself.
     */
    private static final IssuerPreset MICROSOFT = new IssuerPreset(
            Set.of("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn"), false,
            true, Map.of());
    /** The older names of the same: they refuse the resource as well, and nothing vouches for their code challenges. */
    private static final IssuerPreset MICROSOFT_V1 = new IssuerPreset(Set.of("login.windows.net", "sts.windows.net"),
            false, false, Map.of());
    /** Gives a refresh token for a parameter of its own, where others have the scope {@code offline_access}. */
    private static final IssuerPreset GOOGLE = new IssuerPreset(Set.of("accounts.google.com"), true, false,
            Map.of("access_type", "offline"));
    private static final List<IssuerPreset> ALL = List.of(MICROSOFT, MICROSOFT_V1, GOOGLE);

    IssuerPreset {
        hosts = Set.copyOf(hosts);
        parameters = Map.copyOf(parameters);
    }

    /** Returns what is known of an issuer. */
    static IssuerPreset of(String issuer) {
        URI address = URI.create(issuer);
        if (address.getHost() == null || !"https".equalsIgnoreCase(address.getScheme())) {
            return NONE;
        }
        String host = address.getHost().toLowerCase(Locale.ROOT);
        return ALL.stream().filter(preset -> preset.hosts().contains(host)).findFirst().orElse(NONE);
    }

    /** Returns the metadata with what it leaves out; what it says stands. */
    static IssuerMetadata completed(IssuerMetadata said) {
        return said.challengeMethods().isEmpty() && of(said.issuer()).pkce() ? said.withPkce() : said;
    }
}
