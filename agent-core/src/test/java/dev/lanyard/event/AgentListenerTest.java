package dev.lanyard.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentListenerTest {
    private static final AgentEvent EVENT = new AgentEvent.TurnStarted(1);

    private final List<AgentEvent> heard = new ArrayList<>();

    private void broken(AgentEvent event) {
        heard.add(event);
        throw new IllegalStateException("mine");
    }

    @Test
    void aGuardedListenerNeverThrowsAndGoesOnHearing() {
        AgentListener guarded = AgentListener.guarded(this::broken);
        guarded.on(EVENT);
        guarded.on(EVENT);

        assertThat(heard).containsExactly(EVENT, EVENT);
        assertThat(AgentListener.guarded(guarded)).isSameAs(guarded);
    }

    @Test
    void oneListenerThatThrowsCostsTheOthersNothing() {
        AgentListener.all(List.of(this::broken, heard::add)).on(EVENT);

        assertThat(heard).containsExactly(EVENT, EVENT);
    }
}
