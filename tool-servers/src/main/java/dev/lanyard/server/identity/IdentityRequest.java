package dev.lanyard.server.identity;

import org.jspecify.annotations.Nullable;

/**
 * Records one request that the identity provider answered, without any secret in it.
 *
 * @param path the path asked for
 * @param grant the {@code grant_type}, absent outside the token endpoint
 * @param client the {@code client_id} of the request, absent if there was none
 * @param user the object id of the user it was about, absent if it was about none or was refused before that was known
 * @param scope the {@code scope} as sent, absent if there was none
 * @param status the HTTP status of the answer
 */
public record IdentityRequest(String path, @Nullable String grant, @Nullable String client, @Nullable String user,
        @Nullable String scope, int status) {}
