package dev.lanyard.server.identity;

import org.jspecify.annotations.Nullable;

/**
 * Records one request that the identity provider answered, without any secret in it.
 *
 * @param path the path asked for
 * @param grant the {@code grant_type}, absent outside the token endpoint
 * @param client the {@code client_id} of the form or of the Basic header, absent if there was none
 * @param status the HTTP status of the answer
 */
public record IdentityRequest(String path, @Nullable String grant, @Nullable String client, int status) {}
