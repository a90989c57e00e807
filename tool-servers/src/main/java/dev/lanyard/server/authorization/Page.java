package dev.lanyard.server.authorization;

import dev.lanyard.server.http.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page for people: plain HTML with forms, no script, nothing fetched. Its policy (CSP) lets nothing in but its own styles,
 * and no frame show it.
 *
 * <p>Pages keep the server's {@code Referrer-Policy: same-origin}: with {@code no-referrer} browsers send
 * {@code Origin: null} along with a form (Fetch, section 3.2), which the check of Origin refuses.
 *
 * @param status the HTTP status
 * @param title what it is about
 * @param body its content, HTML in which everything foreign is escaped
 * @param leadsTo where its form may lead in the end, beside this server
 */
public record Page(int status, String title, String body, @Nullable URI leadsTo) {
    private static final String STYLE = """
                                        :root{color-scheme:light dark;--ink:#1c2230;--soft:#596273;--paper:#fff;--back:#eef1f6;--line:#ccd3df;\
                                        --main:#1f4fd8;--on:#fff}
                                        @media(prefers-color-scheme:dark){:root{--ink:#e9edf5;--soft:#a6b0c3;--paper:#1b2130;--back:#10141d;\
                                        --line:#3a4459;--main:#8fb0ff;--on:#0d1526}}
                                        *{box-sizing:border-box}
                                        body{margin:0;background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
                                        main{max-width:30rem;margin:8vh auto;padding:2rem;background:var(--paper);border:1px solid var(--line);\
                                        border-radius:14px}
                                        h1{font-size:1.4rem;line-height:1.25;margin:0 0 1rem}
                                        p{margin:.6rem 0}ul{padding-left:1.2rem}code{overflow-wrap:anywhere}
                                        .soft{color:var(--soft);font-size:.9rem}
                                        .warn{border-left:4px solid #c77700;padding:.4rem .8rem;margin:1rem 0}
                                        .row{display:flex;gap:.7rem;flex-wrap:wrap;margin-top:1.2rem}
                                        button,input{font:inherit;padding:.65rem 1.1rem;border-radius:9px;border:1px solid var(--line);\
                                        background:transparent;color:inherit}
                                        button{cursor:pointer}button.main{background:var(--main);border-color:var(--main);color:var(--on)}
                                        button:focus-visible,input:focus-visible{outline:3px solid var(--main);outline-offset:2px}
                                        button.plain{border:0;padding:0;text-decoration:underline;color:var(--soft);font-size:.9rem}
                                        label{display:block;margin-bottom:.3rem}input{width:100%;letter-spacing:.1em}
                                        """;
    private static final String SUBMIT = "document.forms[0].submit()";
    private static final String STYLE_HASH = hash(STYLE);

    /** Returns a page that only says something. */
    public static Page notice(int status, String title, String... paragraphs) {
        StringBuilder body = new StringBuilder();
        for (String paragraph : List.of(paragraphs)) {
            body.append("<p>").append(Html.escape(paragraph)).append("</p>\n");
        }
        return new Page(status, title, body.toString(), null);
    }

    /**
     * Sends the page.
     *
     * @throws IOException if the client went away
     */
    public void send(HttpExchange exchange) throws IOException {
        send(exchange, "", "");
    }

    /**
     * Sends the page, whose first form a browser with JavaScript submits by itself (OAuth 2.0 Form Post Response Mode).
     *
     * @throws IOException if the client went away
     */
    public void sendSubmitting(HttpExchange exchange) throws IOException {
        send(exchange, "script-src 'sha256-" + hash(SUBMIT) + "'; ", "<script>" + SUBMIT + "</script>");
    }

    private void send(HttpExchange exchange, String scripts, String script) throws IOException {
        exchange.addHeader("Content-Security-Policy", "default-src 'none'; " + scripts + "style-src 'sha256-"
                + STYLE_HASH + "'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'" + target());
        exchange.respondHtml(status, """
                                     <!doctype html>
                                     <html lang="en">
                                     <head>
                                     <meta charset="utf-8">
                                     <meta name="viewport" content="width=device-width, initial-scale=1">
                                     <title>%1$s</title>
                                     <style>%2$s</style>
                                     </head>
                                     <body>
                                     <main>
                                     <h1>%1$s</h1>
                                     %3$s
                                     </main>
                                     %4$s
                                     </body>
                                     </html>
                                     """.formatted(Html.escape(title), STYLE, body, script));
    }

    /** Browsers hold redirects after a form to its policy too. A policy has no word for an IPv6 address: its scheme stands in. */
    private String target() {
        if (leadsTo == null) {
            return "";
        }
        String host = leadsTo.getHost();
        if (host == null || host.startsWith("[") || !leadsTo.getScheme().startsWith("http")) {
            return " " + leadsTo.getScheme() + ":";
        }
        return " " + leadsTo.getScheme() + "://" + host + (leadsTo.getPort() < 0 ? "" : ":" + leadsTo.getPort());
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256.", e);
        }
    }
}
