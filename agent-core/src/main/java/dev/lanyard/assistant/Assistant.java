package dev.lanyard.assistant;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.lanyard.config.ModelInput;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.TokenUsage;
import dev.lanyard.tools.ToolCatalogue;
import dev.lanyard.tools.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Answers the user, turn by turn: asks the model, calls the tools that it wants, side by side, and asks again until it
 * answers.
 *
 * <p>This loop is ours and not {@code AiServices}', because a turn must be cancellable at any moment and leave the
 * conversation whole (docs/decisions/0002-own-turn-loop.md).
 */
public final class Assistant {
    private static final int MAX_ROUNDS = 20;

    private final ModelCall model;
    private final String modelName;
    private final Toolbox toolbox;
    private final Conversation conversation;
    private final AgentListener listener;
    private final Set<ModelInput> takes;

    /**
     * Creates an assistant that talks to one model about one conversation.
     *
     * @param advice what to do when the model cannot be used
     * @param takes what the model can be given beside text
     */
    public Assistant(StreamingChatModel model, String modelName, ModelAdvice advice, Toolbox toolbox,
            Conversation conversation, AgentListener listener, Set<ModelInput> takes) {
        this.model = new ModelCall(model, modelName, advice);
        this.modelName = modelName;
        this.toolbox = toolbox;
        this.conversation = conversation;
        this.listener = listener;
        this.takes = Set.copyOf(takes);
    }

    /**
     * Answers what the user says. Blocks until the answer is complete; one turn at a time.
     *
     * @param turn cancels this turn from another thread
     * @throws ModelException if the model gives no answer or the turn is cancelled; nothing is then remembered of it
     */
    public TurnResult turn(String text, Turn turn) {
        int number = conversation.next();
        long begun = System.nanoTime();
        listener.on(new AgentEvent.TurnStarted(number));
        try {
            TurnResult result = run(number, text, turn, begun);
            listener.on(new AgentEvent.TurnFinished(number, result.answer(), result.usage(), result.took()));
            return result;
        } catch (AgentException e) {
            listener.on(new AgentEvent.TurnFailed(number, e));
            throw e;
        }
    }

    private TurnResult run(int number, String text, Turn turn, long begun) {
        ToolCatalogue tools = toolbox.reviewed();
        List<ChatMessage> said = new ArrayList<>(List.of(UserMessage.from(text)));
        // Pictures and sounds are for this turn only: the text of the result goes on saying that there were some.
        List<ChatMessage> shown = new ArrayList<>();
        List<ToolResult> results = new ArrayList<>();
        TokenUsage usage = TokenUsage.NONE;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            ChatResponse response = model.ask(request(tools, said), turn,
                    piece -> listener.on(new AgentEvent.AnswerDelta(number, piece)));
            usage = usage.plus(usage(response));
            AiMessage message = response.aiMessage();
            said.add(message);
            if (!message.hasToolExecutionRequests()) {
                conversation.remember(said.stream().filter(one -> !shown.contains(one)).toList());
                String answer = message.text() == null ? "" : message.text();
                return new TurnResult(answer, results, usage, Duration.ofNanos(System.nanoTime() - begun));
            }
            List<ToolExecutionRequest> wanted = message.toolExecutionRequests();
            List<ToolOutput> outputs = toolbox.call(number, tools, wanted, turn);
            if (turn.isCancelled()) {
                throw ModelException.cancelled(modelName);
            }
            for (int i = 0; i < wanted.size(); i++) {
                outputs.get(i).result().ifPresent(results::add);
                said.add(ToolExecutionResultMessage.from(wanted.get(i), outputs.get(i).text()));
            }
            tools = toolbox.after(outputs, tools);
            ToolMedia.of(outputs, takes).ifPresent(media -> {
                said.add(media);
                shown.add(media);
            });
        }
        throw ModelException.endless(modelName, MAX_ROUNDS);
    }

    private ChatRequest request(ToolCatalogue tools, List<ChatMessage> said) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(toolbox.systemPrompt()));
        messages.addAll(conversation.messages());
        messages.addAll(said);
        return ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(tools.tools().stream().map(tool -> tool.specification()).toList())
                .build();
    }

    private static TokenUsage usage(ChatResponse response) {
        var counted = response.tokenUsage();
        return counted == null
                ? TokenUsage.NONE
                : new TokenUsage(orZero(counted.inputTokenCount()), orZero(counted.outputTokenCount()));
    }

    private static int orZero(@org.jspecify.annotations.Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
