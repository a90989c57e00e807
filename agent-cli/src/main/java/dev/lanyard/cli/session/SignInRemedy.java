package dev.lanyard.cli.session;

import dev.lanyard.credential.Account;

/** Tells how to sign in to a server that needs it. A playground that a command starts ends with it, and so does a sign-in. */
final class SignInRemedy {
    private static final String ROBOT = "--playground-user alice";

    private SignInRemedy() {}

    /** Returns what to type, in a few words. */
    static String words(String server, Account account, boolean playground) {
        return playground ? ROBOT : command(server, account);
    }

    /** Returns what to do, as a sentence. */
    static String sentence(String server, Account account, boolean playground) {
        return playground
                ? "Add '" + ROBOT + "' (or bob), for whom a robot signs in, or type '/login " + server
                        + "' in a chat: this playground, and a sign-in to it, end with the command."
                : "Sign in to it: '" + command(server, account) + "'.";
    }

    private static String command(String server, Account account) {
        return "lanyard mcp login " + server + (account.isDefault() ? "" : " --account " + account.name());
    }
}
