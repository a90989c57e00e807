package dev.lanyard.server.identity;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes refusals in the shape that Entra gives them on every endpoint:
 * {@code {"error":"invalid_client","error_description":"AADSTS7000215: … Trace ID: … Correlation ID: … Timestamp: …",
 * "error_codes":[7000215],"timestamp":"2026-11-20 12:00:00Z","trace_id":"…","correlation_id":"…"}}.
 */
final class EntraErrorResponse {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter
            .ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private EntraErrorResponse() {}

    /**
     * Returns the answer to a refused request.
     *
     * @param requestId the request's {@code client-request-id}, which becomes the correlation id if it is a GUID
     */
    static HTTPResponse of(EntraRefusal refusal, URI authority, @Nullable String requestId, Clock clock) {
        String timestamp = TIMESTAMP.format(clock.instant());
        String trace = UUID.randomUUID().toString();
        String correlation = correlation(requestId);
        ObjectNode body = JSON.createObjectNode();
        body.put("error", refusal.error());
        body.put("error_description", refusal.getMessage() + " Trace ID: " + trace + " Correlation ID: " + correlation
                + " Timestamp: " + timestamp);
        body.putArray("error_codes").add(refusal.number());
        body.put("timestamp", timestamp);
        body.put("trace_id", trace);
        body.put("correlation_id", correlation);
        body.put("error_uri", authority + "/error?code=" + refusal.number());
        refusal.suberror().ifPresent(suberror -> body.put("suberror", suberror));
        refusal.claims().ifPresent(claims -> body.put("claims", claims));
        HTTPResponse response = new HTTPResponse(refusal.status());
        response.setEntityContentType(ContentType.APPLICATION_JSON);
        response.setCacheControl("no-store");
        response.setPragma("no-cache");
        if (refusal.status() == HTTPResponse.SC_UNAUTHORIZED) {
            response.setWWWAuthenticate("Basic realm=\"token\"");
        }
        response.setBody(body.toString());
        return response;
    }

    private static String correlation(@Nullable String requestId) {
        try {
            return UUID.fromString(requestId == null ? "" : requestId).toString();
        } catch (IllegalArgumentException e) {
            return UUID.randomUUID().toString();
        }
    }
}
