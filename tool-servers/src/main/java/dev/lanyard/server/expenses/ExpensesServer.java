package dev.lanyard.server.expenses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.CallGuard;
import dev.lanyard.server.protocol.InteractiveToolHandler;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.ServerInfo;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolAnnotations;
import dev.lanyard.server.protocol.ToolCall;
import dev.lanyard.server.protocol.ToolResult;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Offers {@code add_user_expense} and {@code get_user_expenses}. Whose expenses they are says the access token alone: there is
 * no argument for it.
 */
public final class ExpensesServer {
    /** Lets a client see expenses. */
    public static final String READ = "expenses:read";
    /** Lets a client add expenses. */
    public static final String WRITE = "expenses:write";
    /** The tool that needs {@link #WRITE}. */
    public static final String ADD_TOOL = "add_user_expense";
    private static final int USUAL = 50;

    private static final String EXPENSE = """
                                          {"type":"object","properties":{
                                            "date":{"type":"string"},"amount":{"type":"number"},"category":{"type":"string"},
                                            "description":{"type":"string"},"payment_method":{"type":"string"}},
                                           "required":["date","amount","category","description","payment_method"]}""";
    private static final String CATEGORY = """
                                           {"type":"string","enum":["food","transport","entertainment","shopping","gadget","other"],
                                            "description":"What the money was spent on."}""";
    private static final String PAYMENT = """
                                          {"type":"string","enum":["amex","visa","cash"],"description":"How it was paid."}""";
    private static final String DATE = """
                                       {"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$","description":"%s"}""";

    private final ExpenseStore store;
    private final Clock clock;

    private ExpensesServer(ExpenseStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Returns the server.
     *
     * @param authenticator finds out who calls; by convention who has {@link #READ}
     * @param guard says who may call which tool; by convention {@link #ADD_TOOL} who has {@link #WRITE}
     * @param store keeps the expenses
     * @param clock tells today's date, in UTC
     */
    public static McpEndpoint endpoint(Authenticator authenticator, CallGuard guard, ExpenseStore store, Clock clock) {
        ExpensesServer server = new ExpensesServer(store, clock);
        return McpEndpoint
                .builder(new ServerInfo("expenses", "Expenses", "0.1.0"), authenticator,
                        List.of(server.addTool(), server.getTool()))
                .instructions("Keeps the expenses of the user who is signed in. Amounts are in euros.")
                .guard(guard)
                .clock(clock)
                .build();
    }

    private Tool addTool() {
        return new Tool(ADD_TOOL, "Add an expense", "Adds an expense to those of the user who is signed in.",
                StrictJson.object("""
                                  {"type":"object","properties":{
                                    "date":%s,
                                    "amount":{"type":"number","exclusiveMinimum":0,"maximum":1000000,
                                     "description":"How much, in euros, with at most two digits after the point."},
                                    "category":%s,
                                    "description":{"type":"string","minLength":1,"maxLength":200,
                                     "description":"What the money was spent on, in words."},
                                    "payment_method":%s},
                                   "required":["amount","category","description","payment_method"],
                                   "additionalProperties":false}""".formatted(
                        DATE.formatted("The day, as YYYY-MM-DD; today unless given."), CATEGORY, PAYMENT)),
                StrictJson.object("{\"type\":\"object\",\"properties\":{\"added\":" + EXPENSE
                        + "},\"required\":[\"added\"]}"),
                new ToolAnnotations(false, false, false, false), InteractiveToolHandler.of(this::add));
    }

    private Tool getTool() {
        return new Tool("get_user_expenses", "Show expenses",
                "Returns the expenses of the user who is signed in, the latest first, with their total.",
                StrictJson.object(
                        """
                        {"type":"object","properties":{
                          "from":%s,"to":%s,"category":%s,"payment_method":%s,
                          "limit":{"type":"integer","minimum":1,"maximum":200,"default":50,
                           "description":"How many to return; the total counts all."}},
                         "additionalProperties":false}""".formatted(DATE.formatted("The first day, as YYYY-MM-DD."),
                                DATE.formatted("The last day, as YYYY-MM-DD."), CATEGORY, PAYMENT)),
                StrictJson.object("""
                                  {"type":"object","properties":{"count":{"type":"integer"},"total":{"type":"number"},
                                    "expenses":{"type":"array","items":%s}},
                                   "required":["count","total","expenses"]}""".formatted(EXPENSE)),
                ToolAnnotations.PURE, InteractiveToolHandler.of(this::get));
    }

    private ToolResult add(ToolCall call) {
        JsonNode arguments = call.arguments();
        BigDecimal amount = arguments.path("amount").decimalValue();
        if (amount.stripTrailingZeros().scale() > 2) {
            return ToolResult.error("The argument 'amount' has more than two digits after the point. Round it.");
        }
        try {
            LocalDate given = date(arguments, "date");
            Expense expense = new Expense(given == null
                    ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                    : given, amount, Category.valueOf(upper(arguments.path("category"))),
                    arguments.path("description").asText(),
                    PaymentMethod.valueOf(upper(arguments.path("payment_method"))));
            store.add(call.caller().subject(), expense);
            ObjectNode result = StrictJson.object();
            result.set("added", json(expense));
            return ToolResult.of("Added " + expense.amount() + " for " + expense.description() + " on "
                    + expense.date() + ".", result);
        } catch (DateTimeException wrong) {
            return ToolResult.error("There is no such day. Write it as 2026-11-20.");
        }
    }

    private ToolResult get(ToolCall call) {
        JsonNode arguments = call.arguments();
        try {
            Wanted wanted = new Wanted(date(arguments, "from"), date(arguments, "to"),
                    arguments.has("category") ? Category.valueOf(upper(arguments.path("category"))) : null,
                    arguments.has("payment_method")
                            ? PaymentMethod.valueOf(upper(arguments.path("payment_method")))
                            : null,
                    arguments.path("limit").asInt(USUAL));
            String subject = call.caller().subject();
            Total total = store.total(subject, wanted);
            ObjectNode result = StrictJson.object().put("count", total.count()).put("total", total.amount());
            store.find(subject, wanted).stream().map(ExpensesServer::json).forEach(result.putArray("expenses")::add);
            return ToolResult.of(result);
        } catch (DateTimeException wrong) {
            return ToolResult.error("There is no such day. Write it as 2026-11-20.");
        }
    }

    private static @Nullable LocalDate date(JsonNode arguments, String name) {
        return arguments.has(name) ? LocalDate.parse(arguments.path(name).asText()) : null;
    }

    private static String upper(JsonNode value) {
        return value.asText().toUpperCase(Locale.ROOT);
    }

    private static ObjectNode json(Expense expense) {
        return StrictJson.object()
                .put("date", expense.date().toString())
                .put("amount", expense.amount())
                .put("category", expense.category().name().toLowerCase(Locale.ROOT))
                .put("description", expense.description())
                .put("payment_method", expense.paymentMethod().name().toLowerCase(Locale.ROOT));
    }
}
