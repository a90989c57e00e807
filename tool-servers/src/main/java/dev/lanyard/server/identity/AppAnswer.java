package dev.lanyard.server.identity;

import dev.lanyard.server.http.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Is the answer to an authorization request, on its way to the app.
 *
 * @param target where it goes, and how
 * @param values what it says
 */
record AppAnswer(PendingSignIn.Target.App target, Map<String, String> values) {
    static AppAnswer code(PendingSignIn.Target.App target, String code, String clientInfo) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("code", code);
        values.put("client_info", clientInfo);
        return with(target, values);
    }

    static AppAnswer refusal(PendingSignIn.Target.App target, String error, String description) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("error", error);
        values.put("error_description", description);
        return with(target, values);
    }

    private static AppAnswer with(PendingSignIn.Target.App target, Map<String, String> values) {
        if (!target.state().isEmpty()) {
            values.put("state", target.state());
        }
        return new AppAnswer(target, values);
    }

    void send(HttpExchange exchange) throws IOException {
        switch (target.mode()) {
            case QUERY -> exchange.redirect(extended(target.redirectUri().getRawQuery() == null ? "?" : "&"));
            case FRAGMENT -> exchange.redirect(extended("#"));
            case FORM_POST -> SignInPages.formPost(target.redirectUri(), values).sendSubmitting(exchange);
        }
    }

    private URI extended(String separator) {
        return URI.create(target.redirectUri() + separator + values.entrySet()
                .stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    }
}
