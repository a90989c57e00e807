package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private static final URI PUBLIC = URI.create("https://mcp.example.com/mcp");

    /** Knows a few names, asks nobody about them, and reads literals as the platform does. */
    private static InetAddress[] resolve(String host) throws UnknownHostException {
        return switch (host) {
            case "mcp.example.com", "as.example.com" -> InetAddress.getAllByName("93.184.216.34");
            case "rebound.example.com" -> InetAddress.getAllByName("127.0.0.1");
            case "metadata.google.internal" -> InetAddress.getAllByName("169.254.169.254");
            case "mixed.example.com" -> new InetAddress[]{InetAddress.getByName("93.184.216.34"),
                    InetAddress.getByName("10.0.0.1")};
            case "intranet.example.com", "idp.example.com" -> InetAddress.getAllByName("10.1.2.3");
            default -> {
                if (host.matches("[a-z.]*[a-z]+[a-z.]*\\.com|localhost")) {
                    throw new UnknownHostException(host);
                }
                yield InetAddress.getAllByName(host);
            }
        };
    }

    private static AddressGuard guard(String... known) {
        return new AddressGuard(List.of(known).stream().map(URI::create).toList(), AddressGuardTest::resolve);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://169.254.169.254/latest", "https://10.0.0.1/", "https://172.16.0.1/",
            "https://172.31.255.255/", "https://192.168.0.1/", "https://127.0.0.1/", "https://127.1/",
            "https://0x7f000001/", "https://2130706433/", "https://017700000001/", "https://[::1]/",
            "https://[::ffff:127.0.0.1]/", "https://[::ffff:10.0.0.1]/", "https://[fd00::1]/", "https://[fe80::1]/",
            "https://[::]/", "https://[64:ff9b::a00:1]/", "https://[2002:7f00:1::]/", "https://100.64.0.1/",
            "https://0.0.0.0/", "https://224.0.0.1/", "https://255.255.255.255/", "https://198.18.0.1/",
            "https://metadata.google.internal/", "https://mixed.example.com/", "https://intranet.example.com/"})
    void a22aPublicServerLeadsToNoPrivateAddress(String target) {
        assertThatThrownBy(() -> guard(PUBLIC.toString()).check(URI.create(target))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://as.example.com/", "ftp://as.example.com/", "file:///etc/passwd", "https:///x",
            "https://user@as.example.com/", "https://as.example.com/#x", "jar:https://as.example.com/!/x"})
    void a22onlyHttpsAddressesAreFetched(String target) {
        assertThatThrownBy(() -> guard(PUBLIC.toString()).check(URI.create(target)))
                .isInstanceOf(AddressGuard.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"https://mcp.example.com/mcp, https://as.example.com/token",
            "http://127.0.0.1:8000/mcp, http://127.0.0.1:9000/token",
            "https://intranet.example.com/mcp, https://idp.example.com/token",
            "http://127.0.0.1:8000/mcp, https://as.example.com/token"})
    void whatIsWhereTheServerIsOrInPublicIsFetched(String server, String target) throws IOException {
        assertThat(guard(server).check(URI.create(target))).isNotEmpty();
    }

    @Test
    void anIssuerThatTheUserConfiguredMayBeInAPrivateNetwork() throws IOException {
        assertThat(
                guard(PUBLIC.toString(), "https://idp.example.com").check(URI.create("https://idp.example.com/token")))
                .containsExactly(InetAddress.getByName("10.1.2.3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mixed.example.com/mcp", "https://rebound.example.com/mcp"})
    void a23aServersNameThatTurnsPrivateOpensNothing(String server) {
        assertThatThrownBy(() -> guard(server).check(URI.create("https://10.0.0.7/")))
                .isInstanceOf(AddressGuard.Refused.class);
        assertThatThrownBy(() -> guard(server).check(URI.create("https://127.0.0.1/")))
                .isInstanceOf(AddressGuard.Refused.class);
    }

    @Test
    void aServerOnThisMachineLeadsToNoOtherPrivateNetwork() {
        assertThatThrownBy(() -> guard("http://127.0.0.1:1/mcp").check(URI.create("https://192.168.1.1/")))
                .isInstanceOf(AddressGuard.Refused.class);
    }
}
