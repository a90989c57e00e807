package dev.lanyard.transport;

import java.io.IOException;

/** Says that a message is larger than {@link Limits} allow. */
final class MessageTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    MessageTooLarge(int maxBytes) {
        super("a message is larger than " + maxBytes + " bytes");
    }
}
