package dev.lanyard.server.testing;

import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts a playground before the tests of a class and closes it after them. Without JUnit, {@link Playground#start} in a
 * {@code try} does the same.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PlaygroundExtension PLAYGROUND = PlaygroundExtension.identityOnly();
 *
 * @Test
 * void mintsATokenOfAlice() {
 *     var identity = PLAYGROUND.playground().identity();
 *     String token = identity.mint(identity.users().getFirst(), PLAYGROUND.clientId(), "api://profile");
 *     assertThat(token).isNotEmpty();
 * }
 * }</pre>
 */
public final class PlaygroundExtension implements BeforeAllCallback, AfterAllCallback {
    private final PlaygroundOptions options;
    private @Nullable Playground running;

    private PlaygroundExtension(PlaygroundOptions options) {
        this.options = options;
    }

    /** Returns an extension that starts everything. */
    public static PlaygroundExtension of(PlaygroundOptions options) {
        return new PlaygroundExtension(options);
    }

    /** Returns an extension that starts the identity provider alone. */
    public static PlaygroundExtension identityOnly() {
        return new PlaygroundExtension(PlaygroundOptions.usual().withIdentityOnly());
    }

    /**
     * Returns the playground.
     *
     * @throws IllegalStateException outside the tests of the class
     */
    public Playground playground() {
        if (running == null) {
            throw new IllegalStateException("The playground does not run. Register the extension in a static field.");
        }
        return running;
    }

    /** Returns the id of the app that users sign in at. */
    public String clientId() {
        return playground().clientId();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        running = Playground.start(options);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
