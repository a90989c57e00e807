package dev.lanyard.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlashWordsTest {
    @Test
    void splitsAtSpacesOutsideQuotes() {
        assertThat(SlashWords.of("/time:now  zone=UTC at=\"10 o'clock\" x=a\\ b e=\"\""))
                .containsExactly("/time:now", "zone=UTC", "at=10 o'clock", "x=a b", "e=");
        assertThat(SlashWords.of("  ")).isEmpty();
    }
}
