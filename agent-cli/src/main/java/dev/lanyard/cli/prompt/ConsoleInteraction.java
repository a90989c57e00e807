package dev.lanyard.cli.prompt;

import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.render.QrLines;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.render.Style;
import dev.lanyard.credential.Account;
import dev.lanyard.credential.UserInteraction;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Brings a sign-in to the terminal. Every text of a server or an issuer is sanitised; a page is opened only after its host and
 * its whole address have been shown.
 */
public final class ConsoleInteraction implements UserInteraction {
    private final Console console;
    private final Browser browser;
    private final List<Way> ways;
    private final Countdown countdown;
    private final Account account;

    /**
     * Brings sign-ins to the given console.
     *
     * @param ways the ways that are open, best first
     * @param clock tells how long a code still lasts
     * @param account what the sign-ins are kept as
     */
    public ConsoleInteraction(Console console, Browser browser, List<Way> ways, Clock clock, Account account) {
        this.account = account;
        this.console = console;
        this.browser = browser;
        this.ways = List.copyOf(ways);
        this.countdown = new Countdown(console, clock);
    }

    @Override
    public List<Way> ways() {
        return ways;
    }

    @Override
    public void open(SignIn signIn, URI page) {
        introduce(signIn);
        if (!address(page)) {
            return;
        }
        console.line(browser.open(page)
                ? "  Your browser is opening it; if it does not, open the address yourself. Ctrl-C gives up."
                : "  There is no browser to open it with. Open the address yourself, on this machine. Ctrl-C gives up.");
    }

    @Override
    public Optional<String> paste(SignIn signIn, URI page) {
        return asked(Optional.empty(), () -> {
            introduce(signIn);
            if (!address(page)) {
                return Optional.empty();
            }
            console.line(
                    "  Open it in any browser. Where you end, the browser may show an error: that does not matter.");
            return console.ask("  Paste the address that you ended at, or press Enter to give up: ")
                    .map(String::strip)
                    .filter(typed -> !typed.isEmpty());
        });
    }

    @Override
    public void show(SignIn signIn, DeviceCode code) {
        introduce(signIn);
        URI page = code.verificationUri();
        if (!address(page)) {
            return;
        }
        console.line("  Open it on any device and type this code: "
                + console.style().bold(Sanitizer.line(code.userCode(), 40)));
        URI complete = code.verificationUriComplete();
        // Only a page of the same host is worth scanning: what a code hides cannot be read before it is opened.
        if (complete != null && Browser.mayOpen(complete) && host(complete).equals(host(page))
                && console.style() == Style.ANSI) {
            QrLines.of(complete.toASCIIString(), console.columns() - 2).forEach(line -> console.line("  " + line));
        }
        countdown.start(code.expiresAt());
    }

    @Override
    public boolean approve(SignIn signIn, List<String> addedScopes) {
        return asked(false, () -> {
            introduce(signIn);
            if (addedScopes.isEmpty()) {
                // Another issuer: two may share a host, so that its whole address is what tells them apart.
                console.line(
                        "  It is not where you signed in before: " + Sanitizer.clean(signIn.issuer().toASCIIString()));
                return yes("  Sign in there instead? [y/N] ");
            }
            console.line("  It asks for more than you agreed to so far:");
            addedScopes.stream().limit(50).forEach(scope -> console.line("    + " + Sanitizer.line(scope, 200)));
            return yes("  Ask the issuer for these, too? [y/N] ");
        });
    }

    private boolean yes(String question) {
        return console.ask(question).orElse("n").strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    @Override
    public Optional<String> clientId(SignIn signIn) {
        return asked(Optional.empty(), () -> {
            introduce(signIn);
            console.line("  This issuer registers no clients by itself. Its operator can give you a client id.");
            return console.ask("  Client id, or Enter if you have none: ")
                    .map(String::strip)
                    .filter(typed -> !typed.isEmpty());
        });
    }

    @Override
    public void ended(SignIn signIn, boolean succeeded) {
        countdown.stop();
        String server = Sanitizer.line(signIn.server(), 64);
        console.line(succeeded
                ? console.style().good("✓ ") + "Signed in for " + server
                : console.style().bad("✗ ") + "The sign-in for " + server + " did not succeed");
    }

    /** Runs a dialogue, with an answer for when there is nobody, or the user pressed Ctrl-C. */
    private <T> T asked(T nobody, java.util.function.Supplier<T> dialogue) {
        if (!console.interactive()) {
            return nobody;
        }
        return console.dialogue(() -> {
            try {
                return dialogue.get();
            } catch (Console.InterruptedInput e) {
                return nobody;
            }
        });
    }

    private void introduce(SignIn signIn) {
        console.line(console.style().accent("? ") + "Sign in for " + console.style().bold(signIn.server()) + " at "
                + console.style().bold(host(signIn.issuer()))
                + (account.isDefault() ? "" : ", to be kept as account " + console.style().bold(account.name())));
        if (signIn.reason() != null) {
            console.line("  Why now: " + Sanitizer.line(signIn.reason(), 200));
        }
        if (!signIn.scopes().isEmpty()) {
            console.line("  Asked for: " + Sanitizer.line(String.join(" ", signIn.scopes()), 300));
        }
    }

    /** Shows an address in full, after its host; false, saying so, if it is none to be opened. */
    private boolean address(URI page) {
        if (!Browser.mayOpen(page)) {
            console.line(console.style().bad("  The issuer named a page that is not https: it is not opened. ")
                    + Sanitizer.line(page.toASCIIString(), 200));
            return false;
        }
        console.line("  Page at " + console.style().bold(host(page)) + ":");
        console.line("  " + Sanitizer.clean(page.toASCIIString()));
        return true;
    }

    private static String host(URI page) {
        return Sanitizer.line(page.getHost() == null ? page.toASCIIString() : page.getHost(), 255);
    }
}
