package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.List;

/**
 * A prompt that a server offers (MCP 2025-11-25, Prompts, data types).
 *
 * @param name the name for programs
 * @param title the name for people
 * @param description what it is for
 * @param arguments what may be filled in
 * @param handler makes the messages
 */
public record Prompt(String name, String title, String description, List<Argument> arguments, Handler handler) {
    /**
     * Something to fill in.
     *
     * @param name the name for programs
     * @param description what goes in, for people
     * @param required whether it must be there
     * @param completer suggests values
     */
    public record Argument(String name, String description, boolean required, Completer completer) {
        /** Returns an argument that must be there and for which nothing is suggested. */
        public static Argument required(String name, String description) {
            return new Argument(name, description, true, Completer.NONE);
        }
    }

    /** Makes the messages of a prompt. Called on a virtual thread and may block. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Runs one round; see {@link InteractiveToolHandler#run}.
         *
         * @throws InterruptedException if the caller cancelled
         */
        Outcome<List<Message>> run(PromptCall call) throws InterruptedException;
    }

    /** A message of a prompt. */
    public record Message(Role role, Content content) {
        /** Returns a message of the user. */
        public static Message user(Content content) {
            return new Message(Role.USER, content);
        }
    }

    /** Who says a message. */
    public enum Role {
        /** The person. */
        USER("user"),
        /** The model. */
        ASSISTANT("assistant");

        private final String wire;

        Role(String wire) {
            this.wire = wire;
        }
    }

    /** Copies the arguments. */
    public Prompt {
        arguments = List.copyOf(arguments);
    }

    ObjectNode toJson() {
        ObjectNode json = StrictJson.object().put("name", name).put("title", title).put("description", description);
        arguments.forEach(argument -> json.withArray("arguments")
                .addObject()
                .put("name", argument.name())
                .put("description", argument.description())
                .put("required", argument.required()));
        return json;
    }

    /** Returns the result of {@code prompts/get} with these messages. */
    ObjectNode result(List<Message> messages) {
        ObjectNode json = StrictJson.object().put("description", description);
        json.putArray("messages");
        messages.forEach(message -> json.withArray("messages")
                .addObject()
                .put("role", message.role().wire)
                .set("content", message.content().toJson()));
        return json;
    }
}
