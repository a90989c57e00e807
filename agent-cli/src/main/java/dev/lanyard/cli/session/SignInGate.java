package dev.lanyard.cli.session;

import dev.lanyard.credential.UserInteraction;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Lets sign-ins reach the user only while one is welcome: servers that connect behind the prompt, or for a turn that may not
 * need them, disturb nobody. Thread-safe.
 */
final class SignInGate implements UserInteraction {
    private final UserInteraction user;
    private final boolean always;
    private final UnaryOperator<String> remedy;
    private volatile boolean welcome;

    /**
     * Creates a gate.
     *
     * @param always whether a sign-in is welcome at any time
     * @param remedy tells how to sign in to a server otherwise
     */
    SignInGate(UserInteraction user, boolean always, UnaryOperator<String> remedy) {
        this.user = user;
        this.always = always;
        this.remedy = remedy;
    }

    /** Says whether a sign-in is welcome at any time. */
    boolean always() {
        return always;
    }

    /** Says whether a sign-in that is wanted from now on may reach the user; one under way goes on. */
    void welcome(boolean wanted) {
        welcome = wanted;
    }

    @Override
    public List<Way> ways() {
        return always || welcome ? user.ways() : List.of();
    }

    @Override
    public String remedy(String server) {
        return remedy.apply(server);
    }

    @Override
    public void open(SignIn signIn, URI page) {
        user.open(signIn, page);
    }

    @Override
    public Optional<String> paste(SignIn signIn, URI page) {
        return user.paste(signIn, page);
    }

    @Override
    public void show(SignIn signIn, DeviceCode code) {
        user.show(signIn, code);
    }

    @Override
    public boolean approve(SignIn signIn, List<String> addedScopes) {
        return user.approve(signIn, addedScopes);
    }

    @Override
    public Optional<String> clientId(SignIn signIn) {
        return user.clientId(signIn);
    }

    @Override
    public void ended(SignIn signIn, boolean succeeded) {
        user.ended(signIn, succeeded);
    }
}
