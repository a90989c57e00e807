package dev.lanyard.resolution;

import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.ServerConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the authorization servers behind configured servers, as far as the configuration tells. Sends nothing. */
public final class ConfiguredIssuers {
    private ConfiguredIssuers() {}

    /** Says where to look. */
    public sealed interface Place {
        /** The configuration names the issuer. */
        record Issuer(String issuer) implements Place {}

        /** Only the server itself knows. */
        record Behind(URI server) implements Place {}

        /** There is one, which cannot be measured. */
        record Closed(String identity, String why) implements Place {}
    }

    /** Returns each place once, with the servers that get their credential there; servers with keys have none. */
    public static Map<Place, List<String>> of(AgentConfig config) {
        Map<Place, List<String>> found = new LinkedHashMap<>();
        config.servers().forEach((name, server) -> {
            if (server instanceof ServerConfig.Http http) {
                places(http, config.identities())
                        .forEach(place -> found.computeIfAbsent(place, unused -> new ArrayList<>()).add(name));
            }
        });
        return found;
    }

    private static List<Place> places(ServerConfig.Http server, Map<String, IdentityConfig> identities) {
        return switch (server.auth()) {
            case AuthConfig.None none -> List.of();
            case AuthConfig.Key key -> List.of();
            // Azure gives these tokens to whoever runs there; there is no issuer to choose or to ask.
            case AuthConfig.ManagedIdentity managed -> List.of();
            case AuthConfig.Discovered discovered -> List.of(new Place.Behind(server.url()));
            case AuthConfig.OAuth oauth -> {
                URI issuer = oauth.issuer();
                yield List.of(issuer == null ? new Place.Behind(server.url()) : new Place.Issuer(issuer.toString()));
            }
            case AuthConfig.WorkloadIdentity workload -> List.of(new Place.Issuer(workload.issuer().toString()));
            case AuthConfig.ClientCredentials auth -> of(auth.identities(), identities);
            case AuthConfig.TokenExchange auth -> of(auth.identities(), identities);
            case AuthConfig.Enterprise auth -> of(auth.identities(), identities);
            case AuthConfig.OnBehalfOf auth -> of(auth.identities(), identities);
            case AuthConfig.User auth -> of(auth.identities(), identities);
        };
    }

    private static List<Place> of(List<String> names, Map<String, IdentityConfig> identities) {
        return names.stream().map(identities::get).map(ConfiguredIssuers::place).toList();
    }

    private static Place place(IdentityConfig identity) {
        return switch (identity) {
            case IdentityConfig.OAuth oauth -> new Place.Issuer(oauth.issuer().toString());
            case IdentityConfig.Entra entra when entra.connectTo() != null ->
                new Place.Closed(entra.name(), "its provider is reached by 'connectTo' alone");
            case IdentityConfig.Entra entra when !entra.isOfOneTenant() ->
                new Place.Closed(entra.name(), "'" + entra.tenant() + "' stands for many issuers");
            // The issuer of tokens of version 2, as its metadata names it where the tenant is an id.
            case IdentityConfig.Entra entra ->
                new Place.Issuer(entra.authority().resolve("/" + entra.tenant() + "/v2.0").toString());
        };
    }
}
