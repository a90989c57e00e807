package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.network.HttpPolicy;
import dev.lanyard.transport.FakeServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerHttpTest {
    @Test
    void a23connectsToTheAddressThatWasChecked() throws IOException {
        try (FakeServer issuer = FakeServer.start()) {
            issuer.before((request, exchange) -> exchange.json(200, "{}"));
            AtomicInteger lookups = new AtomicInteger();
            // A name that no name server knows: only the checked address can lead there, and it is looked up once.
            AddressGuard guard = new AddressGuard(List.of(URI.create("http://127.0.0.1:1/mcp")), host -> {
                boolean first = !host.equals("rebinding.example") || lookups.getAndIncrement() == 0;
                return InetAddress.getAllByName(first ? "127.0.0.1" : "169.254.169.254");
            });

            Incoming reply = new IssuerHttp(HttpPolicy.direct(), guard)
                    .get(URI.create("http://rebinding.example:" + issuer.url().getPort() + "/document?a=b"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(lookups).hasValue(1);
            assertThat(issuer.received()).singleElement().satisfies(request -> {
                assertThat(request.target()).isEqualTo("/document?a=b");
                assertThat(request.header("Host")).isEqualTo("rebinding.example:" + issuer.url().getPort());
            });
        }
    }

    @Test
    void a23aNameThatTurnsPrivateIsRefusedTheNextTime() throws IOException {
        AtomicInteger lookups = new AtomicInteger();
        AddressGuard guard = new AddressGuard(List.of(URI.create("https://93.184.216.34/mcp")), host -> {
            boolean first = !host.equals("rebinding.example") || lookups.getAndIncrement() == 0;
            return InetAddress.getAllByName(first ? "93.184.216.34" : "10.0.0.1");
        });
        URI target = URI.create("https://rebinding.example/");

        assertThat(guard.check(target)).hasSize(1);
        assertThatThrownBy(() -> guard.check(target)).isInstanceOf(AddressGuard.Refused.class);
    }

    private static Incoming read(String answer) throws IOException {
        return Incoming.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 200\r\n\r\n{}",
            "HTTP/1.0 200 OK\n\n{}", "HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\n{\r\n1\r\n}\r\n0\r\n\r\n"})
    void readsAnAnswer(String answer) throws IOException {
        assertThat(read(answer).status()).isEqualTo(200);
        assertThat(read(answer).body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/2 200\r\n\r\n", "SSH-2.0-x\r\n", "HTTP/1.1 200 OK\r\nbad\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{}", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\nx",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}\r\n0\r\n\r\n"})
    void a25anAnswerThatIsNotHttpIsRefused(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(IOException.class);
    }

    @Test
    void a25headersWithoutEndAreCutOff() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(1000))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nx: " + "a".repeat(1 << 20))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("HTTP/1.1 100 Go\r\n\r\n".repeat(100))).isInstanceOf(IOException.class);
    }
}
