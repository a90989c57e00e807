package dev.lanyard.server.model;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes arguments of what people say about expenses; a category is guessed from a few words, as a model would. */
final class ExpenseWords {
    private static final Pattern FOOD = Pattern.compile("food|lunch|dinner|breakfast|coffee|meal|pizza|groceries");
    private static final Pattern TRANSPORT = Pattern.compile("transport|train|taxi|bus|flight|fuel|ticket to");
    private static final Pattern ENTERTAINMENT = Pattern.compile("entertainment|cinema|concert|game|theat");
    private static final Pattern SHOPPING = Pattern.compile("shopping|clothes|shoes|household");
    private static final Pattern GADGET = Pattern.compile("gadget|headphones|phone|laptop|keyboard");

    private ExpenseWords() {}

    /** Fills in which expenses are wanted: what for, and since when. */
    static Arguments wanted(Arguments arguments, MatchResult found) {
        Arguments filled = found.group(1) == null ? arguments : arguments.with(category(found.group(1)), "category");
        return found.group(2) == null ? filled : filled.with(found.group(2), "from");
    }

    /** Fills in an expense: how much, what for, when, and how paid; in cash unless said otherwise. */
    static Arguments added(Arguments arguments, MatchResult found) {
        String method = found.group(4) == null ? "cash" : found.group(4).toLowerCase(Locale.ROOT);
        Arguments filled = arguments.with(found.group(1), "amount")
                .with(found.group(2).strip(), "description")
                .with(category(found.group(2)), "category")
                .with(method, "payment_method");
        return found.group(3) == null ? filled : filled.with(found.group(3), "date");
    }

    private static String category(String words) {
        String text = words.toLowerCase(Locale.ROOT);
        if (FOOD.matcher(text).find()) {
            return "food";
        }
        if (TRANSPORT.matcher(text).find()) {
            return "transport";
        }
        if (ENTERTAINMENT.matcher(text).find()) {
            return "entertainment";
        }
        if (SHOPPING.matcher(text).find()) {
            return "shopping";
        }
        return GADGET.matcher(text).find() ? "gadget" : "other";
    }
}
