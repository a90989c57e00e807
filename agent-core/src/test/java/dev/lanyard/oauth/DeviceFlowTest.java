package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.CredentialException;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFlowTest {
    private SignInWorld world;
    private final List<Duration> rests = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        world = new SignInWorld();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private TokenAnswer run() {
        IssuerHttp http = new IssuerHttp(HttpPolicy.direct(), AddressGuard.of(List.of(world.mcp.url())));
        IssuerMetadata issuer = IssuerMetadata.parse(world.issuer.metadata.toString()).orElseThrow();
        Plan plan = new Plan(issuer, false, "", List.of("read"), false, null);
        DeviceFlow flow = new DeviceFlow(world.server(), world.user, http, world.clock, time -> {
            rests.add(time);
            world.clock.add(time);
        });
        return flow.run(plan, KnownClient.of(RegisteredClient.open("client")),
                new TokenEndpoint("test", issuer, http, world.clock), null);
    }

    private void answers(String... errors) {
        List<String> left = new ArrayList<>(List.of(errors));
        world.issuer.token = (request, exchange) -> {
            if (!left.isEmpty()) {
                exchange.json(400, "{\"error\":\"" + left.removeFirst() + "\"}");
            }
        };
    }

    @Test
    void a38waitsLongerWhenItIsTooFast() {
        answers("authorization_pending", "slow_down", "slow_down");

        assertThat(run()).isInstanceOf(TokenAnswer.Granted.class);
        assertThat(rests).extracting(Duration::toSeconds).containsExactly(1L, 1L, 6L, 11L);
    }

    @Test
    void a38aCodeThatNobodyEntersEnds() {
        world.issuer.token = (request, exchange) -> exchange.json(400, "{\"error\":\"authorization_pending\"}");
        world.issuer.device = FakeIssuer.device("ABCD", world.issuer.origin() + "/go", "60");

        assertThat(run()).isEqualTo(new TokenAnswer.Refused("expired_token", "nobody entered the code in time"));
        assertThat(rests).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_denied", "expired_token", "invalid_grant"})
    void a38aRefusalEndsTheWait(String error) {
        answers(error);

        assertThat(run()).isEqualTo(new TokenAnswer.Refused(error, ""));
        assertThat(rests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-5, 1", "1e9, 60", "1000000000, 60", "'\"x\"', 5"})
    void a38anOddIntervalIsBounded(String interval, long seconds) {
        world.issuer.device = FakeIssuer.device("ABCD", world.issuer.origin() + "/go", interval);

        assertThat(run()).isInstanceOf(TokenAnswer.Granted.class);
        assertThat(rests).extracting(Duration::toSeconds).containsExactly(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "file:///etc/passwd", "https://a.example/\\u001b[31m", "x",
            "https://user@a.example/", "ftp://a.example/", "http://a.example/", "http://127.0.0.1.a.example/",
            "http://10.0.0.1/"})
    void a38aPageThatIsNoneIsNotShown(String page) {
        world.issuer.device = FakeIssuer.device("ABCD", page, "1");

        assertThatThrownBy(this::run).isInstanceOf(CredentialException.Unavailable.class);
        assertThat(world.user.codes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB\\u001b[31m", "AB\\nCD", "\\u202eAB", "", " "})
    void a38aCodeWithControlCharactersIsNotShown(String code) {
        world.issuer.device = FakeIssuer.device(code, world.issuer.origin() + "/go", "1");

        assertThatThrownBy(this::run).isInstanceOf(CredentialException.Unavailable.class);
        assertThat(world.user.codes).isEmpty();
    }

    @Test
    void a38anOutageMakesItAskLessOften() {
        List<String> headers = new ArrayList<>(List.of("", "Retry-After: 40"));
        world.issuer.token = (request, exchange) -> {
            if (!headers.isEmpty()) {
                exchange.status(headers.size() == 2 ? 503 : 429, headers.removeFirst());
            }
        };

        assertThat(run()).isInstanceOf(TokenAnswer.Granted.class);
        assertThat(rests).extracting(Duration::toSeconds).containsExactly(1L, 2L, 40L);
    }

    @Test
    void a38anOutageThatDoesNotEndIsToldWhenTheCodeEnds() {
        world.issuer.token = (request, exchange) -> exchange.status(503);

        assertThatThrownBy(this::run).isInstanceOf(CredentialException.Unavailable.class)
                .hasMessageContaining("it answered 503");
        assertThat(rests.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void showsTheCodeWithItsPageAndEnd() {
        TokenAnswer unused = run();

        assertThat(world.user.codes).singleElement().satisfies(code -> {
            assertThat(code.userCode()).isEqualTo("ABCD-1234");
            assertThat(code.verificationUri()).isEqualTo(URI.create(world.issuer.origin() + "/go"));
        });
    }
}
