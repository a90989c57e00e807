package dev.lanyard.server.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.auth.ProtectedResourceMetadata;
import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.ServerInfo;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolCall;
import dev.lanyard.server.protocol.ToolHandler;
import dev.lanyard.server.protocol.ToolResult;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * Offers {@code get_user_name} and {@code get_user_info}: what Graph says of the user whose token called, asked for on that
 * user's behalf with a token of this server's own. No argument says whose it is.
 */
public final class ProfileServer {
    private static final String NOTHING = """
                                          {"type":"object","properties":{},"additionalProperties":false}""";

    private final Profiles profiles;

    private ProfileServer(Profiles profiles) {
        this.profiles = profiles;
    }

    /**
     * Returns the server.
     *
     * @param authenticator finds out who calls, by a token for this server
     * @param metadata the document that challenges point to
     * @param settings who this server is at the directory
     * @param clock tells how long a profile is kept
     */
    public static McpEndpoint endpoint(Authenticator authenticator, ProtectedResourceMetadata metadata,
            ProfileSettings settings, Clock clock) {
        Profiles profiles = new Profiles(new DownstreamClient(settings), metadata, clock);
        ProfileServer server = new ProfileServer(profiles);
        Tool name = Tool.pure("get_user_name", "Your name", "Returns the display name of the user who is signed in.",
                NOTHING, """
                         {"type":"object","properties":{
                           "name":{"type":"string","description":"The display name."}},"required":["name"]}""",
                server.telling(profile -> StrictJson.object().put("name", profile.displayName())));
        Tool info = Tool.pure("get_user_info", "Your profile",
                "Returns the profile of the user who is signed in: name, mail address and id.", NOTHING,
                """
                {"type":"object","properties":{
                  "id":{"type":"string","description":"The object id."},
                  "name":{"type":"string","description":"The display name."},
                  "mail":{"type":"string","description":"The mail address."},
                  "user_principal_name":{"type":"string","description":"The name to sign in with."}},
                 "required":["id","name","mail","user_principal_name"]}""",
                server.telling(profile -> StrictJson.object()
                        .put("id", profile.id())
                        .put("name", profile.displayName())
                        .put("mail", profile.mail())
                        .put("user_principal_name", profile.userPrincipalName())));
        return McpEndpoint.builder(new ServerInfo("profile", "Profile", "0.1.0"), authenticator, List.of(name, info))
                .instructions("Tells who the user is that is signed in.")
                .guard(profiles)
                .clock(clock)
                .build();
    }

    private ToolHandler telling(Function<UserProfile, ObjectNode> shape) {
        return (ToolCall call) -> switch (profiles.of(call.caller())) {
            case Fetched.Found found -> ToolResult.of(shape.apply(found.profile()));
            case Fetched.Challenged again -> ToolResult.error("The directory wants the user to sign in again.");
            case Fetched.Refused refused -> ToolResult.error(refused.words());
        };
    }
}
