package dev.lanyard.transport;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Secret;
import dev.lanyard.network.HttpPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Builds sessions for tests. */
public final class TestSessions {
    private TestSessions() {}

    /** Returns a session with {@link Limits#STANDARD}, without credential. */
    public static McpSession anonymous(FakeServer server) {
        return with(server.url(), new Credential.None());
    }

    /** Returns a session that always presents the same. */
    public static McpSession with(URI endpoint, Credential credential) {
        return with(endpoint, fixed(credential), Limits.STANDARD);
    }

    /** Returns a session that hears and answers nothing. */
    public static McpSession with(URI endpoint, RequestAuthorizer authorizer, Limits limits) {
        return factory(limits).session("test", endpoint, authorizer, (method, params) -> {}, Map.of());
    }

    /** Returns a session that begins with {@code initialize}, also where the server speaks the newer era. */
    public static McpSession handshake(URI endpoint) {
        Presented presented = new Presented();
        HttpChannel channel = new HttpChannel(HttpPolicy.direct().client().build(), "test", endpoint,
                fixed(new Credential.None()), presented);
        MessageCodec codec = new MessageCodec(Limits.STANDARD).without(presented);
        return new StreamableHttpSession(
                new HttpPost("test", channel, codec, new ReplyReader("test", codec, Limits.STANDARD)),
                new ClientInfo("lanyard-test", "1"), new Inbound((method, params) -> {}, Map.of()));
    }

    /** Returns a factory of its own. */
    public static HttpSessionFactory factory(Limits limits) {
        return HttpSessionFactory.of(new ClientInfo("lanyard-test", "1"), limits, HttpPolicy.direct());
    }

    /** Returns an authorizer that always presents the same. */
    public static RequestAuthorizer fixed(Credential credential) {
        return new RequestAuthorizer() {
            @Override
            public Credential credential() {
                return credential;
            }

            @Override
            public boolean challenged(Challenge challenge, Credential refused) {
                return false;
            }
        };
    }

    /** Returns a key in a header. */
    public static Credential header(String name, String value) {
        return new Credential.Keys(Map.of(name, Secret.of(value)), Map.of());
    }

    /** Returns a call that fails a test only if something hangs. */
    public static Call patient() {
        return Call.within(Duration.ofSeconds(20));
    }

    /** Returns empty parameters. */
    public static ObjectNode params() {
        return JsonNodeFactory.instance.objectNode();
    }
}
