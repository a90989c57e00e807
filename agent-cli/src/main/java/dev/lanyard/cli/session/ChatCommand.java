package dev.lanyard.cli.session;

import java.util.Arrays;
import java.util.Optional;

/** Is what can be typed in a chat beside words for the model. */
enum ChatCommand {
    HELP("/help", "what can be typed"), SERVERS("/servers", "how each server stands"), TOOLS("/tools",
            "what there is to call"), PROMPTS("/prompts", "what servers propose to ask"), RESOURCES("/resources",
                    "what servers give to read"), LOGIN("/login SERVER", "sign in to a server"), LOGOUT(
                            "/logout SERVER", "forget the sign-in to a server"), CLEAR("/clear",
                                    "start the conversation anew"), QUIT("/quit",
                                            "leave (or Ctrl-D)");

    private final String word;
    private final String meaning;

    ChatCommand(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** Returns the word with what follows it, as the help shows it. */
    String usage() {
        return word;
    }

    /** Returns the word that is typed. */
    String word() {
        return word.split(" ", 2)[0];
    }

    String meaning() {
        return meaning;
    }

    static Optional<ChatCommand> of(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word().equals(word))
                .findFirst()
                .or(() -> word.equals("/exit") ? Optional.of(QUIT) : Optional.empty());
    }
}
