package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes in what a server sends unasked: notifications, requests, and the input that a result asks for. */
final class Inbound {
    /** How many requests of a server are answered at once. */
    static final int MAX_ANSWERS = 16;

    private static final int MAX_SUBJECTS = 64;
    private static final int MAX_SUBJECT_LENGTH = 2048;
    private static final Map<String, String> CAPABILITY_OF = Map.of("elicitation/create", "elicitation", "roots/list",
            "roots", "sampling/createMessage", "sampling");

    private static final List<String> LISTS = List.of("tools", "prompts", "resources");

    private final NotificationListener listener;
    private final Map<String, ServerRequestHandler> handlers;
    private final Semaphore answering = new Semaphore(MAX_ANSWERS);
    private final Map<String, Pace<Message.Notification>> paces = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Boolean>> completions = new ConcurrentHashMap<>();
    private final Questions questions = new Questions();

    Inbound(NotificationListener listener, Map<String, ServerRequestHandler> handlers) {
        this.listener = listener;
        this.handlers = Map.copyOf(handlers);
    }

    /**
     * Returns the capabilities that the handlers make (MCP 2025-11-25, Lifecycle, Capability Negotiation):
     * {@code {"elicitation":{"form":{},"url":{}},"roots":{}}}.
     */
    ObjectNode capabilities() {
        ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
        CAPABILITY_OF.forEach((method, capability) -> Optional.ofNullable(handlers.get(method))
                .ifPresent(handler -> capabilities.set(capability, handler.capability())));
        return capabilities;
    }

    /** Says whether the client offers anything that a server could ask for. */
    boolean canBeAsked() {
        return !handlers.isEmpty();
    }

    /** Returns what is completed when the server says that an elicitation is done; whoever waits forgets it afterwards. */
    CompletableFuture<Boolean> completion(String elicitationId) {
        return completions.computeIfAbsent(elicitationId, unused -> new CompletableFuture<>());
    }

    /** Waits no longer for the end of an elicitation. */
    void forgetCompletion(String elicitationId) {
        completions.remove(elicitationId);
    }

    /** Tells the listener, but of each sort of news and each resource only so often as {@link Pace} allows. */
    void notified(Message.Notification notification) {
        if (notification.method().equals("notifications/cancelled")) {
            questions.withdraw(notification.params().path("requestId"));
            return;
        }
        if (notification.method().equals("notifications/elicitation/complete")) {
            // Not paced, for each is of another id, and a handler heeds each id but once.
            Optional.ofNullable(handlers.get("elicitation/create"))
                    .ifPresent(handler -> handler.completed(notification.params()));
            // One of an id that nobody waits for is ignored, as it must be.
            Optional.ofNullable(completions.get(notification.params().path("elicitationId").asText("")))
                    .ifPresent(completion -> completion.complete(true));
            return;
        }
        String subject = notification.method() + " " + notification.params().path("uri").asText("");
        boolean known = paces.containsKey(subject);
        boolean fits = subject.length() <= MAX_SUBJECT_LENGTH && paces.size() < MAX_SUBJECTS;
        paces.computeIfAbsent(known || fits ? subject : "",
                unused -> new Pace<>(heard -> listener.on(heard.method(), heard.params()))).accept(notification);
    }

    /** Tells of what may have changed while the server could not be heard: its lists are worth asking for anew. */
    void missed() {
        LISTS.forEach(list -> notified(new Message.Notification("notifications/" + list + "/list_changed",
                JsonNodeFactory.instance.objectNode())));
    }

    /**
     * Answers a request on a thread of its own, at most {@value #MAX_ANSWERS} at once. One beyond that is refused at once, on
     * the thread that read it: a request that waited there would hold up the answers to our own requests, and each refusal
     * that is sent before the next request is read slows down the server that floods us, and nobody else.
     *
     * @param send sends the answer that it is given, blocking until that is there
     */
    void answerAside(Message.Request request, MessageCodec codec, Consumer<Supplier<byte[]>> send) {
        if (!answering.tryAcquire()) {
            send.accept(() -> codec.failure(request.id(), RpcErrors.TOO_MANY_REQUESTS,
                    "Too many requests: this client answers " + MAX_ANSWERS + " at once"));
            return;
        }
        Questions.Question question = questions.add(request.id());
        Thread.ofVirtual().name("lanyard-answer").start(() -> {
            try {
                send.accept(() -> question.answer(() -> answer(request, codec)));
            } catch (CancellationException e) {
                // MCP 2025-11-25, Cancellation: what was taken back is not answered.
            } finally {
                answering.release();
            }
        });
    }

    /** Returns the answer to a request; a method that nobody handles is answered with an error, never with silence. */
    byte[] answer(Message.Request request, MessageCodec codec) {
        if (request.method().equals("ping")) {
            return codec.result(request.id(), JsonNodeFactory.instance.objectNode());
        }
        try {
            return input(request.method(), request.params()).map(result -> codec.result(request.id(), result))
                    .orElseGet(() -> codec.failure(request.id(), RpcErrors.METHOD_NOT_FOUND,
                            "This client does not support " + request.method()));
        } catch (IllegalArgumentException e) {
            return codec.failure(request.id(), RpcErrors.INVALID_PARAMS, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return codec.failure(request.id(), RpcErrors.INTERNAL_ERROR, "The client could not answer");
        }
    }

    /** Returns what a handler answers, empty if nobody handles the method. */
    Optional<JsonNode> input(String method, JsonNode params) {
        return Optional.ofNullable(handlers.get(method)).map(handler -> handler.answer(params));
    }
}
