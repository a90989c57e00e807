package dev.lanyard.oauth;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Is what discovery cannot tell of an issuer. Only the exact host counts, over https: nothing that a server or an issuer says
 * leads here. Issuers that tell all that is needed have none, Keycloak, Auth0 and Descope among them.
 *
 * @param hosts where it is
 * @param takesResource whether token requests may name the resource (RFC 8707)
 * @param pkce whether it takes code challenges, whatever it says
 * @param parameters what goes into authorization requests besides what the standard says
 */
record IssuerPreset(Set<String> hosts, boolean takesResource, boolean pkce, Map<String, String> parameters) {
    /** Any issuer that nothing is known of. */
    static final IssuerPreset NONE = new IssuerPreset(Set.of(), true, false, Map.of());
    /** Refuses a resource that does not match the scopes (AADSTS9010010), and takes code challenges without saying so. */
    private static final IssuerPreset MICROSOFT = new IssuerPreset(
            Set.of("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn",
                    "login.windows.net", "sts.windows.net"),
            false, true, Map.of());
    /** Gives a refresh token for a parameter of its own, where others have the scope {@code offline_access}. */
    private static final IssuerPreset GOOGLE = new IssuerPreset(Set.of("accounts.google.com"), true, false,
            Map.of("access_type", "offline"));
    private static final List<IssuerPreset> ALL = List.of(MICROSOFT, GOOGLE);

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
