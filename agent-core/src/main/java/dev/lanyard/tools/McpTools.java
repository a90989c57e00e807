package dev.lanyard.tools;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the tools of all servers to LangChain4j's {@code AiServices}. Every call goes through the same approval, bounds and
 * events as in Lanyard's own chat; a call that fails becomes words for the model, so that the chat goes on.
 */
public final class McpTools implements ToolProvider {
    private static final int NO_TURN = 0;

    private final Supplier<ToolCatalogue> catalogue;
    private final ToolCaller caller;
    private final AtomicLong calls = new AtomicLong();

    /** Creates a provider that asks for the catalogue each time tools are wanted. */
    public McpTools(Supplier<ToolCatalogue> catalogue, ToolCaller caller) {
        this.catalogue = catalogue;
        this.caller = caller;
    }

    @Override
    public ToolProviderResult provideTools(ToolProviderRequest request) {
        ToolProviderResult.Builder result = ToolProviderResult.builder();
        catalogue.get().tools().forEach(tool -> result.add(tool.specification(), executor(tool)));
        return result.build();
    }

    private ToolExecutor executor(OfferedTool tool) {
        return new ToolExecutor() {
            @Override
            public String execute(ToolExecutionRequest request, @Nullable Object memoryId) {
                return run(request).text();
            }

            @Override
            public ToolExecutionResult executeWithContext(ToolExecutionRequest request, InvocationContext context) {
                ToolResult result = run(request);
                return ToolExecutionResult.builder()
                        .resultText(result.text())
                        .isError(result.outcome() != dev.lanyard.event.ToolOutcome.SUCCEEDED)
                        .build();
            }

            private ToolResult run(ToolExecutionRequest request) {
                String id = request.id() == null ? "call-" + calls.incrementAndGet() : request.id();
                String arguments = request.arguments() == null ? "" : request.arguments();
                return caller.call(NO_TURN, id, tool, arguments, call -> {});
            }
        };
    }
}
