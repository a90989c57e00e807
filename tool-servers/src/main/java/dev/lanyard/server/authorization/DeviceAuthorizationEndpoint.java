package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCode;
import com.nimbusds.oauth2.sdk.device.UserCode;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets a device begin to wait for its user (RFC 8628, section 3.1). */
final class DeviceAuthorizationEndpoint {
    private final AuthorizationSettings settings;
    private final ClientAuthenticator authenticator;
    private final Targets targets;
    private final DeviceRequests devices;

    DeviceAuthorizationEndpoint(AuthorizationSettings settings, ClientAuthenticator authenticator, Targets targets,
            DeviceRequests devices) {
        this.settings = settings;
        this.authenticator = authenticator;
        this.targets = targets;
        this.devices = devices;
    }

    HTTPResponse answer(HTTPRequest request) throws ParseException {
        Client client = authenticator.authenticate(request);
        if (!client.may(GrantType.DEVICE_CODE)) {
            throw OAuthRefusal.unauthorized("The client is not registered for this grant.");
        }
        Map<String, List<String>> form = request.getBodyAsFormParameters();
        TargetResource resource = targets.resource(uris(form.get("resource")));
        List<String> scope = form.getOrDefault("scope", List.of(""));
        DeviceRequests.Begun begun = devices.begin(client,
                Targets.scopes(Scope.parse(scope.getFirst()), resource), resource);
        String user = begun.request().userCode();
        return new DeviceAuthorizationSuccessResponse(new DeviceCode(begun.deviceCode()), new UserCode(user),
                settings.at("/device"), settings.at("/device?user_code=" + user),
                DeviceRequests.LIFETIME.toSeconds(), begun.request().interval().toSeconds(), null).toHTTPResponse();
    }

    private static List<URI> uris(@Nullable List<String> values) {
        List<URI> uris = new ArrayList<>();
        try {
            for (String value : values == null ? List.<String>of() : values) {
                uris.add(URI.create(value));
            }
            return uris;
        } catch (IllegalArgumentException malformed) {
            throw OAuthRefusal.target("The parameter 'resource' is not a URI.");
        }
    }
}
