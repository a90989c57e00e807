package dev.lanyard.event;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws from the work that it hears about; the first time is logged. */
final class GuardedListener implements AgentListener {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    private final AgentListener listener;
    private final AtomicBoolean thrown = new AtomicBoolean();

    GuardedListener(AgentListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(AgentEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            if (!thrown.getAndSet(true)) {
                LOG.warn("A listener threw at {}; what it hears about goes on, and further failures are not logged",
                        event.getClass().getSimpleName(), e);
            }
        }
    }
}
