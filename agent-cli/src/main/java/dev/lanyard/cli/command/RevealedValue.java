package dev.lanyard.cli.command;

import dev.lanyard.cli.session.SessionException;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the one value of a credential that {@code --reveal} means: its access token, else its only key. */
final class RevealedValue {
    private RevealedValue() {}

    /**
     * Returns the value.
     *
     * @throws SessionException.NotOneValue if there is none, or several keys
     */
    static Secret of(String server, Credential credential) {
        List<Secret> tokens = new ArrayList<>();
        List<Map.Entry<String, Secret>> keys = new ArrayList<>();
        collect(credential, tokens, keys);
        if (!tokens.isEmpty()) {
            return tokens.getFirst();
        }
        if (keys.size() == 1) {
            return keys.getFirst().getValue();
        }
        throw new SessionException.NotOneValue(server, keys.stream().map(Map.Entry::getKey).sorted().toList());
    }

    private static void collect(Credential credential, List<Secret> tokens, List<Map.Entry<String, Secret>> keys) {
        switch (credential) {
            case Credential.AccessToken token -> tokens.add(token.value());
            case Credential.Keys fixed -> {
                keys.addAll(fixed.headers().entrySet());
                keys.addAll(fixed.query().entrySet());
            }
            case Credential.All all -> all.parts().forEach(part -> collect(part, tokens, keys));
            case Credential.Plain plain -> {
                // Proves nothing.
            }
            case Credential.None none -> {
                // Nothing is presented.
            }
        }
    }
}
