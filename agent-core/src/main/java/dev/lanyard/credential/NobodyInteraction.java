package dev.lanyard.credential;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reaches nobody, so that every sign-in fails with its remedy. */
final class NobodyInteraction implements UserInteraction {
    @Override
    public List<Way> ways() {
        return List.of();
    }

    @Override
    public void open(SignIn signIn, URI page) {}

    @Override
    public Optional<String> paste(SignIn signIn, URI page) {
        return Optional.empty();
    }

    @Override
    public void show(SignIn signIn, DeviceCode code) {}

    @Override
    public boolean approve(SignIn signIn, List<String> addedScopes) {
        return false;
    }

    @Override
    public Optional<String> clientId(SignIn signIn) {
        return Optional.empty();
    }

    @Override
    public void ended(SignIn signIn, boolean succeeded) {}
}
