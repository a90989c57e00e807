package dev.lanyard;

import dev.lanyard.connection.Elicitor;
import dev.lanyard.event.AgentListener;
import dev.lanyard.tools.ToolApprover;

/**
 * Is how a program reaches one of its users: nobody else is ever asked about this user's calls.
 *
 * @param approver decides about tool calls that need approval
 * @param elicitor answers what servers ask this user
 * @param listener follows what happens for this user
 */
public record UserContact(ToolApprover approver, Elicitor elicitor, AgentListener listener) {
    /** Returns a contact to nobody: calls that need approval are refused, servers' questions dismissed. */
    public static UserContact nobody() {
        return new UserContact(ToolApprover.nobody(), Elicitor.nobody(), AgentListener.none());
    }
}
