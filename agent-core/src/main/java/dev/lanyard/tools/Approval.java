package dev.lanyard.tools;

import dev.lanyard.connection.ServerTool;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Decides whether a tool may be called: by policy, by what the user said before, or by asking. Thread-safe. */
public final class Approval {
    private final ApprovalMode mode;
    private final ToolApprover approver;
    private final Set<Remembered> remembered = ConcurrentHashMap.newKeySet();
    private final ReentrantLock asking = new ReentrantLock();

    /** What "always" covers: this tool of this server exactly as it described itself then. */
    private record Remembered(String server, ServerTool tool) {}

    /** Decides by the given mode, and asks the given approver where the mode leaves it open. */
    public Approval(ApprovalMode mode, ToolApprover approver) {
        this.mode = mode;
        this.approver = approver;
    }

    /** Returns why the call may not happen, empty if it may. Blocks while the user is asked. */
    Optional<String> objection(OfferedTool tool, String arguments) {
        Remembered key = new Remembered(tool.server(), tool.tool());
        if (allowed(tool) || remembered.contains(key)) {
            return Optional.empty();
        }
        asking.lock();
        try {
            if (remembered.contains(key)) {
                return Optional.empty();
            }
            return switch (approver.ask(tool, arguments)) {
                case ONCE -> Optional.empty();
                case ALWAYS -> {
                    remembered.add(key);
                    yield Optional.empty();
                }
                case NO -> Optional.of("The user did not allow this call.");
                case NOBODY -> Optional.of("This call needs approval and there is nobody to ask. "
                        + "Run with --approve all, or mark server '" + tool.server()
                        + "' trusted in the configuration and run with --approve trusted.");
            };
        } finally {
            asking.unlock();
        }
    }

    /** Says whether the mode takes whatever a server offers, now and later. */
    boolean takesAnything(boolean trusted) {
        return switch (mode) {
            case ALL -> true;
            case TRUSTED -> trusted;
            case ASK -> false;
        };
    }

    ToolApprover approver() {
        return approver;
    }

    private boolean allowed(OfferedTool tool) {
        return switch (mode) {
            case ALL -> true;
            case TRUSTED -> tool.trusted();
            case ASK -> tool.trusted() && tool.tool().claimsReadOnly();
        };
    }
}
