package dev.lanyard.server.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.lanyard.server.auth.JwtAuthenticator;
import dev.lanyard.server.auth.JwtRules;
import dev.lanyard.server.auth.KeySet;
import dev.lanyard.server.auth.ProtectedResourceMetadata;
import dev.lanyard.server.auth.ScopedTools;
import dev.lanyard.server.auth.TestIssuer;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.protocol.StatelessWire;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpensesServerTest {
    private static final String BOTH = "expenses:read expenses:write";
    private final JdbcDataSource database = new JdbcDataSource();
    private TestIssuer issuer;
    private HttpServer server;
    private URI endpoint;
    private JdbcExpenseStore store;

    @BeforeEach
    void start() throws Exception {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        issuer = new TestIssuer();
        store = new JdbcExpenseStore(() -> database, () -> Map.of("bob", List.of(new Expense(LocalDate.of(2026, 11, 1),
                new BigDecimal("99"), Category.GADGET, "Secret of Bob", PaymentMethod.VISA))));
        server = HttpServer.start(HttpOptions.onPort(0), origin -> {
            var metadata = new ProtectedResourceMetadata(origin.resolve("/expenses/mcp"), List.of(TestIssuer.ISSUER),
                    List.of(ExpensesServer.READ));
            JwtAuthenticator authenticator = new JwtAuthenticator(
                    JwtRules.of(TestIssuer.ISSUER, TestIssuer.AUDIENCE, ExpensesServer.READ), metadata,
                    KeySet.at(origin.resolve("/keys")), TestIssuer.CLOCK);
            return metadata.routes()
                    .with("/keys", issuer)
                    .with("/expenses/mcp", ExpensesServer.endpoint(authenticator,
                            new ScopedTools(metadata, Map.of(ExpensesServer.ADD_TOOL, ExpensesServer.WRITE)), store,
                            TestIssuer.CLOCK));
        });
        endpoint = server.origin().resolve("/expenses/mcp");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private StatelessWire as(String subject, String scopes) throws Exception {
        return new StatelessWire(endpoint).with("Authorization",
                "Bearer " + issuer.token(claims -> claims(claims, subject, scopes)));
    }

    private static JWTClaimsSet.Builder claims(JWTClaimsSet.Builder claims, String subject, String scopes) {
        return claims.subject(subject).claim("scp", null).claim("scope", scopes);
    }

    private static JsonNode call(StatelessWire wire, String tool, String arguments) throws Exception {
        return wire.ask("tools/call", params(tool, arguments)).path("result");
    }

    private static String params(String tool, String arguments) {
        return "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}";
    }

    private static String lunch(String amount) {
        return "{\"date\":\"2026-11-20\",\"amount\":" + amount
                + ",\"category\":\"food\",\"description\":\"Lunch\",\"payment_method\":\"cash\"}";
    }

    @Test
    void keepsWhatIsAdded() throws Exception {
        StatelessWire alice = as("alice", BOTH);
        JsonNode added = call(alice, "add_user_expense", lunch("12.50"));
        call(alice, "add_user_expense", lunch("0.30"));

        JsonNode found = call(alice, "get_user_expenses", "{}").path("structuredContent");

        assertThat(added.at("/content/0/text").asText()).isEqualTo("Added 12.50 for Lunch on 2026-11-20.");
        assertThat(found.path("total").decimalValue()).isEqualByComparingTo("12.80");
        assertThat(found.path("count").asInt()).isEqualTo(2);
        assertThat(found.at("/expenses/0/amount").decimalValue()).isEqualByComparingTo("0.30");
    }

    /** SECURITY C27: whose rows they are says the token; an argument that would say so is refused. */
    @Test
    void c27ShowsAndChangesOnlyTheRowsOfWhoCalls() throws Exception {
        StatelessWire alice = as("alice", BOTH);
        call(alice, "add_user_expense", lunch("1"));

        JsonNode alices = call(alice, "get_user_expenses", "{}");
        JsonNode bobs = call(as("bob", BOTH), "get_user_expenses", "{}");
        JsonNode injected = call(as("x' or '1'='1", BOTH), "get_user_expenses", "{}");

        assertThat(alices.toString()).doesNotContain("Secret of Bob");
        assertThat(bobs.at("/structuredContent/count").asInt()).isOne();
        assertThat(bobs.at("/structuredContent/expenses/0/description").asText()).isEqualTo("Secret of Bob");
        assertThat(injected.at("/structuredContent/count").asInt()).isZero();
        for (String name : List.of("user", "subject", "sub", "user_id")) {
            JsonNode refused = call(alice, "get_user_expenses", "{\"" + name + "\":\"bob\"}");
            assertThat(refused.path("isError").asBoolean()).isTrue();
            assertThat(refused.toString()).contains("is unknown").doesNotContain("Secret of Bob");
        }
    }

    /** SECURITY C11; MCP 2025-11-25, Authorization, runtime insufficient scope errors and step-up. */
    @Test
    void c11AsksForTheScopeOfTheToolBesideThatOfTheServer() throws Exception {
        HttpResponse<String> answer = as("alice", "expenses:read").send("tools/call",
                params("add_user_expense", lunch("1")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer resource_metadata=\""
                + server.origin() + "/.well-known/oauth-protected-resource/expenses/mcp\", scope=\"expenses:read"
                + " expenses:write\", error=\"insufficient_scope\", error_description=\"The access token has neither"
                + " scope nor role 'expenses:write'.\"");
        assertThat(store.total("alice", new Wanted(null, null, null, null, 1)).count()).isZero();
    }

    @Test
    void asksForTheScopeOfTheServerFirst() throws Exception {
        HttpResponse<String> none = new StatelessWire(endpoint).send("tools/list", "{}");
        HttpResponse<String> wrong = as("alice", "expenses:write").send("tools/list", "{}");

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate").orElse("")).contains("scope=\"expenses:read\"");
        assertThat(wrong.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000001", "\"5\"", "1.005"})
    void takesOnlyAmountsAboveZeroInCents(String amount) throws Exception {
        JsonNode result = call(as("alice", BOTH), "add_user_expense", lunch(amount));

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText()).contains("'amount'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"category\":\"bribes\"", "\"payment_method\":\"bitcoin\"", "\"date\":\"20.11.2026\"",
            "\"date\":\"2026-02-30\"", "\"description\":\"\""})
    void takesOnlyValuesThatItKnows(String wrong) throws Exception {
        String name = wrong.substring(0, wrong.indexOf(':'));
        String arguments = lunch("1").replaceFirst(name + ":\"[^\"]*\"", wrong);

        assertThat(call(as("alice", BOTH), "add_user_expense", arguments).path("isError").asBoolean()).isTrue();
        assertThat(store.total("alice", new Wanted(null, null, null, null, 1)).count()).isZero();
    }

    @Test
    void findsByDayCategoryAndMethod() throws Exception {
        StatelessWire alice = as("alice", BOTH);
        call(alice, "add_user_expense", lunch("1"));
        call(alice, "add_user_expense", lunch("2").replace("2026-11-20", "2026-10-01"));
        call(alice, "add_user_expense", lunch("4").replace("food", "gadget"));
        call(alice, "add_user_expense", lunch("8").replace("cash", "visa"));

        assertThat(total(alice, "{}")).isEqualTo("15.00");
        assertThat(total(alice, "{\"from\":\"2026-10-02\"}")).isEqualTo("13.00");
        assertThat(total(alice, "{\"to\":\"2026-10-02\"}")).isEqualTo("2.00");
        assertThat(total(alice, "{\"category\":\"food\",\"payment_method\":\"cash\"}")).isEqualTo("3.00");
        assertThat(call(alice, "get_user_expenses", "{\"limit\":1}").at("/structuredContent/expenses")).hasSize(1);
        assertThat(total(alice, "{\"limit\":1}")).isEqualTo("15.00");
    }

    private static String total(StatelessWire wire, String arguments) throws Exception {
        return call(wire, "get_user_expenses", arguments).at("/structuredContent/total")
                .decimalValue()
                .setScale(2)
                .toString();
    }

    @Test
    void goesBackToTheSeedsWhenReset() throws Exception {
        call(as("bob", BOTH), "add_user_expense", lunch("1"));
        store.reset();

        assertThat(call(as("bob", BOTH), "get_user_expenses", "{}").at("/structuredContent/count").asInt()).isOne();
    }

    @Test
    void usesTodayWhenNoDayIsGiven() throws Exception {
        JsonNode added = call(as("alice", BOTH), "add_user_expense",
                lunch("1").replace("\"date\":\"2026-11-20\",", ""));

        assertThat(added.at("/structuredContent/added/date").asText())
                .isEqualTo(LocalDate.ofInstant(TestIssuer.CLOCK.instant(), ZoneOffset.UTC).toString());
    }
}
