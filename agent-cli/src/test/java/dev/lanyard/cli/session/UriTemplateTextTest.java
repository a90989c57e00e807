package dev.lanyard.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.session.UriTemplateText.Next;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RFC 6570, level 1, as somebody types it. */
class UriTemplateTextTest {
    private static final String TEMPLATE = "db://{table}/rows/{id}";

    @Test
    void completesTheFixedPartsThenAsksForTheOthers() {
        assertThat(UriTemplateText.fixedStart(TEMPLATE)).isEqualTo("db://");
        assertThat(UriTemplateText.next(TEMPLATE, "d")).contains(new Next.Fixed("db://"));
        assertThat(UriTemplateText.next(TEMPLATE, "db://us"))
                .contains(new Next.Part("table", "db://", "us", Map.of(), false));
        assertThat(UriTemplateText.next(TEMPLATE, "db://a%20b/r")).contains(new Next.Fixed("db://a%20b/rows/"));
        assertThat(UriTemplateText.next(TEMPLATE, "db://users/rows/4"))
                .contains(new Next.Part("id", "db://users/rows/", "4", Map.of("table", "users"), true));
        assertThat(UriTemplateText.next(TEMPLATE, "other")).isEmpty();
        assertThat(UriTemplateText.encoded("a b/c")).isEqualTo("a%20b%2Fc");
    }

    @Test
    void knowsWhereATemplateEnds() {
        assertThat(UriTemplateText.next("a:{x}/end", "a:1/e")).contains(new Next.Fixed("a:1/end"));
        assertThat(UriTemplateText.next("fixed://it", "fix")).contains(new Next.Fixed("fixed://it"));
    }
}
