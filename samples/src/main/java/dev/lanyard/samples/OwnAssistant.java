package dev.lanyard.samples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.lanyard.Agent;
import java.time.Duration;

/** Gives the tools of every configured server to an assistant that the application builds with LangChain4j's AiServices. */
public final class OwnAssistant {
    /** Is what the application's own code talks to. */
    interface Assistant {
        String answer(String question);
    }

    private OwnAssistant() {}

    /** Returns the answer of a model that may call the agent's tools. */
    public static String ask(Agent agent, ChatModel model, String question) {
        agent.connect(Duration.ofSeconds(3));
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model)
                .toolProvider(agent.toolProvider())
                .build();
        return assistant.answer(question);
    }
}
