package dev.lanyard.oauth;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Says whether token requests name the resource that the token is for (RFC 8707). */
public enum ResourceMode {
    /** Always, except at Microsoft's authorities, which refuse a resource that does not match the scopes (AADSTS9010010). */
    AUTO,
    /** Always, whatever the issuer is. */
    ALWAYS,
    /** Never: for an issuer that refuses the parameter. */
    NEVER;

    private static final Set<String> MICROSOFT = Set.of("login.microsoftonline.com", "login.microsoftonline.us",
            "login.partner.microsoftonline.cn", "login.windows.net", "sts.windows.net");

    /** Says whether to name the resource. Only the issuer's exact host counts, nothing that the issuer or a server says. */
    boolean namesResource(String issuer) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> {
                String host = URI.create(issuer).getHost();
                yield host == null || !MICROSOFT.contains(host.toLowerCase(Locale.ROOT));
            }
        };
    }
}
