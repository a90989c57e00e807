package dev.lanyard.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.config.ConfigProblem;
import dev.lanyard.config.Environment;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRoutesTest {
    private static final String WAY = "Write it as http://host:port or http://user:password@host:port.";

    @ParameterizedTest
    @CsvSource({"HTTPS_PROXY, https://a.example, p:3128", "https_proxy, https://a.example, p:3128",
            "HTTP_PROXY, http://a.example, p:3128", "http_proxy, http://a.example, p:3128",
            "ALL_PROXY, https://a.example, p:3128", "all_proxy, http://a.example, p:3128",
            "HTTPS_PROXY, http://a.example, straight", "HTTP_PROXY, https://a.example, straight"})
    void theProxyOfTheAddresssSchemeIsUsed(String variable, String address, String way) {
        assertThat(way(Map.of(variable, "http://p:3128"), address)).isEqualTo(way);
    }

    @Test
    void lowerCaseWinsOverUpperAndASchemesOwnOverAll() {
        Map<String, String> all = Map.of("https_proxy", "http://lower:1", "HTTPS_PROXY", "http://upper:2", "ALL_PROXY",
                "http://all:3");
        assertThat(way(all, "https://a.example")).isEqualTo("lower:1");
        assertThat(way(all, "http://a.example")).isEqualTo("all:3");
    }

    @Test
    void aCgiProgramDoesNotTakeItsProxyFromAHeaderOfTheClient() {
        assertThat(way(Map.of("HTTP_PROXY", "http://evil:1", "REQUEST_METHOD", "GET"), "http://a.example"))
                .isEqualTo("straight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1", "https://localhost", "https://LOCALHOST.", "http://127.0.0.1:8000",
            "https://127.9.9.9", "http://[::1]:80", "https://[0:0:0:0:0:0:0:1]", "https://[::ffff:127.0.0.1]",
            "https://login.lanyard.localhost"})
    void thisMachineIsNeverReachedThroughAProxy(String address) {
        assertThat(way(Map.of("ALL_PROXY", "http://p:3128"), address)).isEqualTo("straight");
        assertThat(ProxyRoutes
                .of(java.net.ProxySelector.of(java.net.InetSocketAddress.createUnresolved("proxy.example", 1)))
                .select(URI.create(address))).containsExactly(java.net.Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost.evil.example", "https://127.0.0.1.evil.example", "https://128.0.0.1",
            "https://notlocalhost", "https://[::2]"})
    void whatOnlyLooksLikeThisMachineIsReachedThroughTheProxy(String address) {
        assertThat(way(Map.of("ALL_PROXY", "http://p:3128"), address)).isEqualTo("p:3128");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"*; https://a.example; straight", "a.example; https://a.example; straight",
            "a.example; https://b.a.example; straight", "A.Example; https://B.a.EXAMPLE; straight",
            "a.example.; https://a.example.; straight",
            "a.example; https://ba.example; p:3128", ".a.example; https://b.a.example; straight",
            ".a.example; https://a.example; p:3128", "*.a.example; https://b.a.example; straight",
            "*.a.example; https://a.example; p:3128", "a.example:8443; https://a.example:8443; straight",
            "a.example:8443; https://a.example; p:3128", "a.example:443; https://a.example; straight",
            "b.example, a.example; https://a.example; straight", "b.example a.example; https://a.example; straight",
            "10.0.0.0/8; https://10.1.2.3; straight", "10.0.0.0/8; https://11.1.2.3; p:3128",
            "10.0.0.0/8; https://ten.example; p:3128", "192.168.4.0/22; https://192.168.7.9; straight",
            "192.168.4.0/22; https://192.168.8.9; p:3128", "10.1.2.3; https://10.1.2.3; straight",
            "10.1.2.3:443; https://10.1.2.3:444; p:3128", "fd00::/8; https://[fd12::1]; straight",
            "fd00::/8; https://[fe80::1]; p:3128", "[fd00::1]:443; https://[fd00::1]; straight",
            "fd00::1; https://[fd00:0::1]; straight", "0.0.0.0/0; https://[fd00::1]; p:3128",
            "10.0.0.0/99; https://10.1.2.3; p:3128", ",,; https://a.example; p:3128"})
    void noProxyExemptsHostsSuffixesNetworksAndPorts(String list, String address, String way) {
        assertThat(way(Map.of("HTTPS_PROXY", "http://p:3128", "NO_PROXY", list), address)).isEqualTo(way);
        assertThat(way(Map.of("HTTPS_PROXY", "http://p:3128", "no_proxy", list), address)).isEqualTo(way);
    }

    @ParameterizedTest
    @CsvSource({"p, p:80", "p:3128, p:3128", "http://p:3128/, p:3128", "HTTP://p:3128, p:3128",
            "http://[fd00::1]:3128, fd00::1:3128", "http://u:s@p:3128, p:3128"})
    void aProxyIsReadAsPeopleWriteIt(String value, String way) {
        assertThat(way(Map.of("HTTPS_PROXY", value), "https://a.example")).isEqualTo(way);
    }

    @Test
    void aLoginIsDecodedAndNotShown() {
        ProxyRoutes routes = routes(Map.of("HTTPS_PROXY", "http://us%40er:can%3Aary+1@p:3128"));
        ProxyAddress proxy = routes.via(URI.create("https://a.example")).orElseThrow();
        assertThat(proxy.authorization()).isEqualTo("Basic dXNAZXI6Y2FuOmFyeSsx");
        assertThat(proxy.toString()).doesNotContain("can");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "socks5://canary:canary@p:1; names a SOCKS proxy, which Lanyard cannot use.; Name an HTTP proxy, or list the hosts that need none in NO_PROXY.",
            "socks5h://p:1; names a SOCKS proxy, which Lanyard cannot use.; Name an HTTP proxy, or list the hosts that need none in NO_PROXY.",
            "https://canary@p:1; names a proxy that is reached by 'https', which Lanyard cannot use.; " + WAY,
            "http://p:1/canary; is not the address of a proxy.; " + WAY,
            "http://p:0; is not the address of a proxy.; " + WAY,
            "http://p:1?canary; is not the address of a proxy.; " + WAY,
            "http://u:can ary@p:1; is not the address of a proxy.; " + WAY
                    + " Percent-encode what is special in the password."})
    void aProxyThatCannotBeUsedIsAProblemThatQuotesNothing(String value, String what, String remedy) {
        List<ConfigProblem> problems = new ArrayList<>();
        new ProxyReader(Environment.of(Map.of("https_proxy", value)), "", problems).read();
        assertThat(problems)
                .containsExactly(new ConfigProblem("https_proxy", "https_proxy " + what, remedy));
    }

    @Test
    void aLoginThatThisJavaWouldNotPresentIsAProblem() {
        List<ConfigProblem> problems = new ArrayList<>();
        Map<String, String> proxies = Map.of("HTTPS_PROXY", "http://u:canary@p:1", "HTTP_PROXY", "http://u:canary@p:1");
        new ProxyReader(Environment.of(proxies), "Digest, basic", problems).read();
        assertThat(problems).containsExactly(new ConfigProblem("HTTPS_PROXY",
                "HTTPS_PROXY holds a user and password, which this Java does not present to a proxy for https addresses.",
                "Start Java with -Djdk.http.auth.tunneling.disabledSchemes= (nothing after the equals sign)."));
    }

    @Test
    void anUnusedSocksProxyIsNoProblem() {
        assertThat(way(Map.of("all_proxy", "socks5://s:1", "http_proxy", "p:1", "https_proxy", "p:1"), "https://a.b"))
                .isEqualTo("p:1");
    }

    private static ProxyRoutes routes(Map<String, String> variables) {
        List<ConfigProblem> problems = new ArrayList<>();
        ProxyRoutes routes = new ProxyReader(Environment.of(new HashMap<>(variables)), "", problems).read();
        assertThat(problems).isEmpty();
        return routes;
    }

    private static String way(Map<String, String> variables, String address) {
        return routes(variables).via(URI.create(address))
                .map(proxy -> proxy.host() + ":" + proxy.port())
                .orElse("straight");
    }
}
