package dev.lanyard.server.identity;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One POST with a form, and what was found out about it so far. Not safe for use by several threads. */
final class EntraRequest {
    private final Tenant tenant;
    private final HTTPRequest message;
    private final Map<String, List<String>> form;
    private final @Nullable ClientSecretBasic basic;
    private @Nullable DirectoryUser user;

    /** Parses the form, in which no parameter may be repeated (RFC 6749, section 3.2). */
    EntraRequest(Tenant tenant, HTTPRequest message) throws EntraRefusal {
        this.tenant = tenant;
        this.message = message;
        try {
            form = message.getBodyAsFormParameters();
        } catch (ParseException e) {
            throw EntraRefusal.parameterMissing("grant_type");
        }
        if (form.values().stream().anyMatch(values -> values.size() > 1)) {
            throw EntraRefusal.malformed();
        }
        try {
            basic = message.getAuthorization() == null ? null : ClientSecretBasic.parse(message);
        } catch (ParseException e) {
            throw EntraRefusal.malformed();
        }
    }

    Tenant tenant() {
        return tenant;
    }

    String path() {
        return message.getURI().getPath();
    }

    /** Returns the secret of a Basic header, if the client used one (RFC 6749, section 2.3.1). */
    Optional<ClientSecretBasic> basic() {
        return Optional.ofNullable(basic);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(MultivaluedMapUtils.getFirstValue(form, name)).filter(value -> !value.isBlank());
    }

    String required(String name) throws EntraRefusal {
        return value(name).orElseThrow(() -> EntraRefusal.parameterMissing(name));
    }

    /** Notes whom the request is about, for the log. */
    void about(DirectoryUser found) {
        user = found;
    }

    @Nullable
    String aboutId() {
        return user == null ? null : user.objectId();
    }

    /** Returns the client that a request names, however malformed the rest of it is. */
    static @Nullable String client(HTTPRequest message, Map<String, List<String>> form) {
        try {
            ClientAuthentication presented = ClientAuthentication.parse(message);
            if (presented != null) {
                return presented.getClientID().getValue();
            }
        } catch (ParseException e) {
            // A request too malformed to authenticate may still name its client in the form.
        }
        return MultivaluedMapUtils.getFirstValue(form, "client_id");
    }
}
