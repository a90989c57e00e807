package dev.lanyard.server.profile;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.Supplier;

/**
 * Says who the profile server is at the directory, and where that is.
 *
 * @param clientId the id of its own app registration
 * @param proof gives its client secret when it is needed
 * @param tokenEndpoint gives the address of the directory's token endpoint
 * @param me the address of Graph's {@code /v1.0/me}
 * @param graphScope the scope for Graph, such as {@code https://graph.microsoft.com/User.Read}
 * @param http gives the client for both, made when first needed
 */
public record ProfileSettings(String clientId, Supplier<String> proof, Supplier<URI> tokenEndpoint, URI me,
        String graphScope, Supplier<HttpClient> http) {}
