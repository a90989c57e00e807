package dev.lanyard.assistant;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Asks a model once and waits for its whole answer, handing on each piece as it comes, until the turn is cancelled. */
final class ModelCall {
    private final StreamingChatModel model;
    private final String name;
    private final ModelAdvice advice;

    ModelCall(StreamingChatModel model, String name, ModelAdvice advice) {
        this.model = model;
        this.advice = advice;
        this.name = name;
    }

    /**
     * Returns the model's answer.
     *
     * @throws ModelException if there is none, or the turn was cancelled
     */
    ChatResponse ask(ChatRequest request, Turn turn, Consumer<String> pieces) {
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        var unused = turn.cancelled().thenRun(() -> answer.cancel(false));
        try {
            model.chat(request, new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
                    turn.started(context.streamingHandle());
                    if (!turn.isCancelled()) {
                        pieces.accept(piece.text());
                    }
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {
                    answer.complete(response);
                }

                @Override
                public void onError(Throwable error) {
                    answer.completeExceptionally(error);
                }
            });
            return answer.get();
        } catch (InterruptedException e) {
            turn.cancel();
            Thread.currentThread().interrupt();
            throw ModelException.cancelled(name);
        } catch (ExecutionException e) {
            throw ModelException.of(name, advice, e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            throw turn.isCancelled() ? ModelException.cancelled(name) : ModelException.of(name, advice, e);
        }
    }
}
