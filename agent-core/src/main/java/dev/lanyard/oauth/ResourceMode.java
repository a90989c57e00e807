package dev.lanyard.oauth;

/** Says whether token requests name the resource that the token is for (RFC 8707). */
public enum ResourceMode {
    /** Always, except at Microsoft's authorities, which refuse a resource that does not match the scopes (AADSTS9010010). */
    AUTO,
    /** Always, whatever the issuer is. */
    ALWAYS,
    /** Never: for an issuer that refuses the parameter. */
    NEVER;

    /** Says whether to name the resource. Only the issuer's exact host counts, nothing that the issuer or a server says. */
    boolean namesResource(String issuer) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> IssuerPreset.of(issuer).takesResource();
        };
    }
}
