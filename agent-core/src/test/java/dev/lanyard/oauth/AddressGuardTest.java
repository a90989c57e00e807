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
            "https://0.0.0.0/", "https://0.1.2.3/", "https://0/", "https://0177.0.0.1/", "https://0x7f.1/",
            "https://127.255.255.254/", "https://192.168.255.255/", "https://10.255.255.255/",
            "https://100.127.255.255/", "https://169.254.0.1/", "https://[fe80::1%25eth0]/", "https://[fc00::1]/",
            "https://[fec0::1]/", "https://[ff02::1]/", "https://[::127.0.0.1]/", "https://[::ffff:169.254.169.254]/",
            "https://[::ffff:a9fe:a9fe]/", "https://[64:ff9b::169.254.169.254]/", "https://[64:ff9b:1::a00:1]/",
            "https://[2001:0:5ef5:79fd::1]/", "https://[fd00:ec2::254]/", "https://100.100.100.200/",
            "https://192.0.0.192/", "https://168.63.129.16/", "https://240.0.0.1/", "https://localhost/",
            "https://224.0.0.1/", "https://255.255.255.255/", "https://198.18.0.1/",
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

    /** Where a server in a private network leads to is no reason to ask a cloud for its credentials. */
    @ParameterizedTest
    @ValueSource(strings = {"https://100.100.100.200/", "https://169.254.169.254/", "https://192.0.0.192/",
            "https://168.63.129.16/", "https://[fd00:ec2::254]/", "https://metadata.google.internal/"})
    void a22noServerLeadsToACloudsMetadata(String target) {
        assertThatThrownBy(() -> guard("https://10.9.9.9/mcp").check(URI.create(target)))
                .isInstanceOf(AddressGuard.Refused.class);
    }

    /** Behind a proxy, which looks names up by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"http://as.example.com/", "https://metadata.google.internal/", "https://printer.local/",
            "https://metadata/", "https://idp.corp/", "https://x.home.arpa/", "https://0177.0.0.1/",
            "https://0x7f000001/", "https://2130706433/", "https://METADATA.GOOGLE.INTERNAL/"})
    void a22aNameThatIsNotKnownHereIsOneOfTheOutside(String target) {
        assertThatThrownBy(() -> guard(PUBLIC.toString()).checkUnknown(URI.create(target)))
                .isInstanceOf(AddressGuard.Refused.class);
    }

    @Test
    void anIssuerThatTheUserConfiguredMayBeKnownOnlyToTheProxy() throws IOException {
        guard("https://idp.corp/").checkUnknown(URI.create("https://idp.corp/token"));
        guard(PUBLIC.toString()).checkUnknown(URI.create("https://as.example.com/token"));
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
