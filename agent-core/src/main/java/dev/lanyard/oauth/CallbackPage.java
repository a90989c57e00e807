package dev.lanyard.oauth;

/** Is what a browser shows when it has come back. It is the same text for every sign-in and runs nothing. */
final class CallbackPage {
    static final String HEADERS = "Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n"
            + "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
            + "base-uri 'none'; form-action 'none'\r\nX-Content-Type-Options: nosniff\r\n"
            + "Referrer-Policy: no-referrer\r\nConnection: close\r\n";
    static final String DONE = page("Lanyard has its answer",
            "Go back to where you came from; this page can be closed.");
    static final String NOTHING = page("Nothing waits here", "This is not the answer of a sign-in that is under way.");

    private CallbackPage() {}

    private static String page(String title, String text) {
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + title + "</title>"
                + "<style>body{font-family:sans-serif;margin:4em auto;max-width:32em}</style><h1>" + title + "</h1><p>"
                + text + "</p></html>";
    }
}
