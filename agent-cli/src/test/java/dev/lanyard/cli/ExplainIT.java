package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.cli.LanyardProcess.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainIT {
    @TempDir
    Path folder = Path.of("");

    private LanyardProcess lanyard;
    private String config;

    @BeforeEach
    void start() throws Exception {
        lanyard = new LanyardProcess(folder).with("SECRET", "canary-secret");
        config = folder.resolve("own.json").toString();
    }

    private void write(String url) throws Exception {
        Files.writeString(Path.of(config),
                """
                { "identities": { "contoso": { "type": "entra", "tenant": "contoso.onmicrosoft.com",
                    "clientId": "11111111-2222-3333-4444-555555555555", "clientSecret": "${env:SECRET}" } },
                  "servers": {
                    "profile": { "url": "%1$s", "auth": { "type": "on-behalf-of",
                      "identity": "contoso", "scope": "api://profile/access" } },
                    "plain": { "url": "%1$s" } } }
                """.formatted(url));
    }

    @Test
    void saysWhoGetsWhatAndSendsNothing() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(1);
            String origin = "http://127.0.0.1:" + socket.getLocalPort();
            write(origin + "/mcp");

            Outcome profile = lanyard.run("explain", "profile", "--config", config);
            Outcome plain = lanyard.run("explain", "plain", "--config", config);

            assertThat(profile.exitCode()).as(profile.err()).isZero();
            assertThat(profile.out()).contains("server    profile\naddress   " + origin + "/mcp\n",
                    "flow      a token on your behalf",
                    "because   servers.profile.auth.type is 'on-behalf-of', and identity "
                            + "'contoso' is of type 'entra'\n",
                    "  2. https://login.microsoftonline.com/contoso.onmicrosoft.com: gets app "
                            + "'11111111-2222-3333-4444-555555555555' with its secret ${env:SECRET}",
                    "  3. " + origin + ": with every request: header 'Authorization' Bearer <the token>",
                    "kept      in the token store", lanyard.home() + "/.local/state/lanyard/tokens\n",
                    "by hand: lanyard mcp login profile\n", "  AADSTS65001: ", "nothing was sent\n");
            assertThat(plain.out()).contains("flow      nothing at first; after a 401 a sign-in",
                    "/.well-known/oauth-protected-resource");
            assertThat(profile.out() + profile.err() + plain.out()).doesNotContain("canary");
            assertThatThrownBy(socket::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void printsTheAppRegistrationsAsAScript() throws Exception {
        write("https://profile.example.com/mcp");

        Outcome plan = lanyard.run("explain", "--entra", "profile", "--config", config);
        Outcome plain = lanyard.run("explain", "--entra", "plain", "--config", config);
        Outcome nobody = lanyard.run("explain", "nobody", "--config", config);

        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out()).startsWith("# What server 'profile' needs in Entra for 'on-behalf-of'")
                .contains("\naz login --tenant contoso.onmicrosoft.com --allow-no-subscriptions\n",
                        "az ad app update --id 11111111-2222-3333-4444-555555555555 --public-client-redirect-uris "
                                + "http://localhost --is-fallback-public-client true\n")
                .doesNotContain("canary");
        assertThat(plain)
                .isEqualTo(new Outcome(2, "", "lanyard: Server 'plain' gets no token from Entra, so that it needs "
                        + "nothing there. See 'lanyard explain plain'; or give its 'auth' an identity of type 'entra'.\n"));
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.err()).contains("There is no server 'nobody'. Use one of: profile, plain.");
    }
}
