package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretRefTest {
    private final SecretRef template = new SecretRef.Template(
            List.of(SecretRef.Literal.of("Bearer canary"), SecretRef.Env.of("KEY"), new SecretRef.Input("key"),
                    new SecretRef.Env("MODE", new Redacted("canary")), new SecretRef.File(Path.of("/run/key"))));

    @Test
    void showsReferencesAndNoLiteral() {
        assertThat(template).hasToString("***${env:KEY}${input:key}${env:MODE:-***}${file:/run/key}");
    }

    @Test
    void showsEverythingAsWrittenForApproval() {
        assertThat(template.asWritten())
                .isEqualTo("Bearer canary${env:KEY}${input:key}${env:MODE:-canary}${file:/run/key}");
    }

    @Test
    void listsWhatItRefersTo() {
        assertThat(template.references()).containsExactly(SecretRef.Env.of("KEY"), new SecretRef.Input("key"),
                new SecretRef.Env("MODE", new Redacted("canary")), new SecretRef.File(Path.of("/run/key")));
        assertThat(SecretRef.Literal.of("canary").references()).isEmpty();
    }
}
