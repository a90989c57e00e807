package dev.lanyard.assistant;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.network.ProxyRefusal;
import java.io.IOException;

/** Reports that the model gave no answer. */
public final class ModelException extends AgentException {
    private static final int MAX_DETAIL = 300;

    private ModelException(ErrorCode code, String model, String problem, String remedy,
            @org.jspecify.annotations.Nullable Throwable cause) {
        super(code, model, problem, remedy, cause);
    }

    /** Returns what a failure of LangChain4j means for the user. */
    static ModelException of(String model, ModelAdvice advice, Throwable cause) {
        String name = "Model '" + model + "' ";
        if (root(cause) instanceof ProxyRefusal refusal) {
            return new ModelException(ErrorCode.UNREACHABLE, model, name + "cannot be reached: " + detail(refusal),
                    ProxyRefusal.REMEDY, cause);
        }
        return switch (cause) {
            case AuthenticationException e -> new ModelException(ErrorCode.REFUSED, model, name + "refused the key.",
                    advice.refused(), e);
            case RateLimitException e -> new ModelException(ErrorCode.MODEL_FAILED, model,
                    name + "has no capacity left for this key: " + detail(e),
                    "Wait a moment, or check the account's quota.", e);
            case ModelNotFoundException e -> new ModelException(ErrorCode.CONFIGURATION_INVALID, model,
                    name + "is not known at this endpoint.", advice.unknown(), e);
            case TimeoutException e -> new ModelException(ErrorCode.TIMED_OUT, model, name + "did not answer in time.",
                    "Try again.", e);
            case InvalidRequestException e -> new ModelException(ErrorCode.MODEL_FAILED, model,
                    name + "rejected the request: " + detail(e), "Check that the model takes tools, or start anew.", e);
            case HttpException e -> new ModelException(ErrorCode.MODEL_FAILED, model,
                    name + "answered HTTP " + e.statusCode() + ": " + detail(e), "Try again later.", e);
            default -> root(cause) instanceof IOException io
                    ? new ModelException(ErrorCode.UNREACHABLE, model, name + "cannot be reached: " + detail(io),
                            advice.unreachable(), cause)
                    : new ModelException(ErrorCode.MODEL_FAILED, model, name + "failed: " + detail(cause), "Try again.",
                            cause);
        };
    }

    /** Returns the failure of a turn that the caller gave up. */
    static ModelException cancelled(String model) {
        return new ModelException(ErrorCode.CANCELLED, model, "The turn was cancelled.",
                "The conversation is as it was before.",
                null);
    }

    /** Returns the failure of a turn in which the model calls tools without end. */
    static ModelException endless(String model, int rounds) {
        return new ModelException(ErrorCode.MODEL_FAILED, model,
                "Model '" + model + "' asked for tools " + rounds + " times without answering.",
                "Ask in smaller steps.", null);
    }

    private static String detail(Throwable cause) {
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = said.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
        String cut = line.length() > MAX_DETAIL ? line.substring(0, MAX_DETAIL) + "…" : line;
        return cut.endsWith(".") ? cut : cut + ".";
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
