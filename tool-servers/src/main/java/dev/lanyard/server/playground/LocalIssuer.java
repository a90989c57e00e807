package dev.lanyard.server.playground;

import dev.lanyard.server.authorization.AuthorizationSettings;
import dev.lanyard.server.authorization.TargetResource;
import dev.lanyard.server.authorization.User;
import dev.lanyard.server.expenses.Category;
import dev.lanyard.server.expenses.Expense;
import dev.lanyard.server.expenses.ExpensesServer;
import dev.lanyard.server.expenses.PaymentMethod;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes the playground's issuer as MCP knows issuers: at {@code http://localhost:PORT/issuer}, so that any browser signs
 * in without a certificate. Whoever comes is registered; alice and bob have no passwords.
 */
final class LocalIssuer {
    private static final String PATH = "/issuer";
    private static final User ALICE = new User("alice", "alice", "Alice Example");
    private static final User BOB = new User("bob", "bob", "Bob Example");

    private LocalIssuer() {}

    /** Returns the issuer on a port. */
    static URI at(int port) {
        return URI.create("http://localhost:" + port + PATH);
    }

    /**
     * Returns its settings.
     *
     * @param issuer its identifier
     * @param expenses the URI of the expenses server
     */
    static AuthorizationSettings settings(URI issuer, URI expenses, PlaygroundOptions options) {
        Map<String, String> scopes = new LinkedHashMap<>();
        scopes.put(ExpensesServer.READ, "See your expenses");
        scopes.put(ExpensesServer.WRITE, "Add expenses to yours");
        return new AuthorizationSettings(issuer, List.of(new TargetResource(expenses, "Expenses", scopes)),
                List.of(ALICE, BOB), List.of(), AuthorizationSettings.DocumentReach.LOOPBACK_TOO,
                options.tokenLifetime(), options.clock());
    }

    /** Returns the expenses that the users have at first, all of the days before today. */
    static Map<String, List<Expense>> seeds(PlaygroundOptions options) {
        LocalDate today = LocalDate.ofInstant(options.clock().instant(), ZoneOffset.UTC);
        return Map.of(ALICE.subject(),
                List.of(expense(today, 12, "42.80", Category.TRANSPORT, "Train to Berlin", PaymentMethod.AMEX),
                        expense(today, 6, "18.50", Category.FOOD, "Lunch with the team", PaymentMethod.VISA),
                        expense(today, 1, "4.20", Category.FOOD, "Coffee", PaymentMethod.CASH)),
                BOB.subject(),
                List.of(expense(today, 9, "129.00", Category.GADGET, "Headphones", PaymentMethod.VISA),
                        expense(today, 3, "15.00", Category.ENTERTAINMENT, "Cinema", PaymentMethod.CASH)));
    }

    private static Expense expense(LocalDate today, int daysAgo, String amount, Category category, String description,
            PaymentMethod method) {
        return new Expense(today.minusDays(daysAgo), new BigDecimal(amount), category, description, method);
    }
}
