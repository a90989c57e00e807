package dev.lanyard.server.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows the tool by which an assistant has its user sign in to a server, and which server is worth it. */
final class SignInTool {
    private static final String NAME = "sign_in";
    /** A language model would guess this from the servers' names. */
    private static final Map<String, String> SERVERS = Map.of("get_user_name", "profile", "get_user_expenses",
            "expenses", "add_user_expense", "expenses");

    private SignInTool() {}

    /** Returns what to call first where a tool is not on offer, empty if no sign-in would bring it. */
    static Optional<OfferedTool> toward(String suffix, List<OfferedTool> tools) {
        String server = SERVERS.get(suffix);
        return tools.stream().filter(tool -> tool.name().equals(server + "__" + NAME)).findFirst();
    }

    /** Says whether this is what came of a sign-in that succeeded, so that what was meant can be done now. */
    static boolean opened(Conversation.Outcome outcome) {
        return OfferedTool.shortName(outcome.tool()).equals(NAME) && !ResultText.isError(outcome);
    }
}
