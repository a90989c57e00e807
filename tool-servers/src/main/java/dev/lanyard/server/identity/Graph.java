package dev.lanyard.server.identity;

/** Names the local stand-in for Microsoft Graph, whose tokens have the audience of the real one. */
public final class Graph {
    /** The identifier of the resource. */
    public static final String IDENTIFIER = "https://graph.microsoft.com";
    /** The scope that reads one's own profile. */
    public static final String SCOPE = "User.Read";
    private static final String APP = "00000003-0000-0000-c000-000000000000";

    private Graph() {}

    /** Returns the resource, whose tokens are of version 1.0. */
    public static ProtectedResource resource() {
        return ProtectedResource.of(IDENTIFIER, APP).withScopes(SCOPE).withVersion(ProtectedResource.Version.V1);
    }
}
