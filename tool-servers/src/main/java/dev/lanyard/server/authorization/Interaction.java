package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Is what a user is in the middle of: somebody has asked, the user has not said yes or no. */
sealed interface Interaction {
    /** Returns the seal of the browser in which it was begun; in no other can it go on (CVE-2026-27124). */
    String seal();

    /** Returns who asks. */
    Client client();

    /** Returns what for. */
    TargetResource resource();

    /** Returns what it would be allowed, in the order asked. */
    Set<String> scopes();

    /** Returns what it would be allowed, in words. */
    default List<String> words() {
        return Targets.words(scopes(), resource());
    }

    /** An application that waits for a code at its redirect URI (RFC 6749, section 4.1.1). */
    record Authorization(String seal, Client client, TargetResource resource, Set<String> scopes, URI redirectUri,
            CodeChallenge challenge, @Nullable State state) implements Interaction {}

    /** A device that waits for an answer (RFC 8628, section 3.3). */
    record Device(String seal, DeviceRequest request) implements Interaction {
        @Override
        public Client client() {
            return request.client();
        }

        @Override
        public TargetResource resource() {
            return request.resource();
        }

        @Override
        public Set<String> scopes() {
            return request.scopes();
        }
    }
}
