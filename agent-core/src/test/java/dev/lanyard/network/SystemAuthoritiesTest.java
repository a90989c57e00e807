package dev.lanyard.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.certificate.CertificateAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores of Windows and macOS are read by the same code as any other; they were not seen at work. */
class SystemAuthoritiesTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theFirstBundleThatExistsIsRead() throws Exception {
        Path bundle = folder.resolve("bundle.pem");
        Files.writeString(bundle, CertificateAuthority.create(Clock.systemUTC()).pem()
                + "# a comment between two\n" + CertificateAuthority.create(Clock.systemUTC()).pem());
        assertThat(SystemAuthorities.bundle(List.of(folder.resolve("none"), bundle, folder.resolve("more"))))
                .hasSize(2);
    }

    @Test
    void aBundleOrStoreThatCannotBeReadCountsAsNone() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.pem"), "-----BEGIN CERTIFICATE-----\nx\n");
        assertThat(SystemAuthorities.bundle(List.of(bad))).isEmpty();
        assertThat(SystemAuthorities.bundle(List.of())).isEmpty();
        assertThat(SystemAuthorities.stores(List.of("NoSuchStore", "PKCS12"))).isEmpty();
    }
}
