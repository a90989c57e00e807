package dev.lanyard.assistant;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.lanyard.event.ToolOutcome;
import dev.lanyard.tools.OfferedTool;
import dev.lanyard.tools.ToolCaller;
import dev.lanyard.tools.ToolCatalogue;
import dev.lanyard.tools.ToolResult;
import dev.lanyard.tools.ToolSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Gives a turn its tools, and runs those that the model asks for side by side. */
public final class Toolbox {
    private final ToolSource source;
    private final ToolCaller caller;
    private final boolean signsIn;

    /**
     * Creates a toolbox with the tools of one caller.
     *
     * @param signsIn whether that caller can sign in to servers in the middle of a turn; not where an application signs its users in
     */
    public Toolbox(ToolSource source, ToolCaller caller, boolean signsIn) {
        this.source = source;
        this.caller = caller;
        this.signsIn = signsIn;
    }

    /** Returns the tools that are on offer now. */
    public ToolCatalogue tools() {
        return source.tools();
    }

    /**
     * Returns the tools for a turn, after the user was asked about those that are held back, with the offer to sign in to the
     * servers that need it if the caller can.
     */
    ToolCatalogue reviewed() {
        return signsIn ? source.withSignIns() : source.reviewed();
    }

    /** Returns the tools for the next round of a turn: others, if the user signed in to a server in this one. */
    ToolCatalogue after(List<ToolOutput> outputs, ToolCatalogue tools) {
        boolean more = outputs.stream()
                .flatMap(output -> output.result().stream())
                .anyMatch(result -> result.tool().signIn() && result.outcome() == ToolOutcome.SUCCEEDED);
        return more ? reviewed() : tools;
    }

    String systemPrompt() {
        return SystemPrompt.of(source.connections().all());
    }

    /** Returns what each request brought, in their order. */
    List<ToolOutput> call(int turn, ToolCatalogue tools, List<ToolExecutionRequest> wanted, Turn control) {
        List<Callable<ToolOutput>> work = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            ToolExecutionRequest request = wanted.get(i);
            String id = request.id() == null || request.id().isBlank() ? "call-" + (i + 1) : request.id();
            work.add(() -> call(turn, id, tools, request, control));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<ToolOutput> outputs = new ArrayList<>();
            for (Future<ToolOutput> output : threads.invokeAll(work)) {
                outputs.add(output.get());
            }
            return outputs;
        } catch (InterruptedException e) {
            control.cancel();
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A tool call reports its failures as results", e);
        }
    }

    private ToolOutput call(int turn, String id, ToolCatalogue tools, ToolExecutionRequest request, Turn control) {
        Optional<OfferedTool> tool = tools.find(request.name());
        if (tool.isEmpty()) {
            return new ToolOutput("Error: There is no tool named '" + request.name() + "'.", Optional.empty());
        }
        String arguments = request.arguments() == null ? "" : request.arguments();
        ToolResult result = caller.call(turn, id, tool.get(), arguments, control::started);
        // The wire has no flag for a failed tool: the model learns of it from the text.
        String text = result.outcome() == ToolOutcome.SUCCEEDED ? result.text() : "Error: " + result.text();
        return new ToolOutput(text, Optional.of(result));
    }
}
