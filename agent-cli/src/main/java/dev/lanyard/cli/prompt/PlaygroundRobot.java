package dev.lanyard.cli.prompt;

import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.network.HttpPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs in as one of the playground's made-up people, by walking the pages that a browser would show. It refuses every other
 * origin: nobody's real sign-in is ever done by a program.
 */
public final class PlaygroundRobot implements UserInteraction {
    private final String user;
    private final Supplier<URI> playground;

    /**
     * Creates a robot; sends nothing yet.
     *
     * @param user the name on the button, such as {@code alice}
     * @param playground any address of the playground's own issuer; asked when it is needed
     */
    public PlaygroundRobot(String user, Supplier<URI> playground) {
        this.user = user;
        this.playground = playground;
    }

    /** Says that the robot did not sign in. */
    public static final class NotSignedIn extends AgentException {
        private static final long serialVersionUID = 1;

        NotSignedIn(String server, String user, String why) {
            super(ErrorCode.REFUSED, server,
                    "The robot did not sign in as '" + user + "' for '" + server + "': " + Sanitizer.line(why, 300)
                            + ".",
                    "Use --playground-user with a user of the playground, and sign in elsewhere yourself.", null);
        }
    }

    /**
     * Takes the address that the pages end at straight back, so that whatever goes wrong is known at once; where that is not
     * possible, as with Entra, it connects a device.
     */
    @Override
    public List<Way> ways() {
        return List.of(Way.PASTE, Way.DEVICE_CODE);
    }

    @Override
    public Optional<String> paste(SignIn signIn, URI page) {
        return Optional.of(walked(signIn, page, "").toString());
    }

    @Override
    public void open(SignIn signIn, URI page) {
        throw new UnsupportedOperationException("The robot pastes");
    }

    /** Connects the device itself. */
    @Override
    public void show(SignIn signIn, DeviceCode code) {
        URI complete = code.verificationUriComplete();
        var unused = walked(signIn, complete == null ? code.verificationUri() : complete, code.userCode());
    }

    @Override
    public boolean approve(SignIn signIn, List<String> addedScopes) {
        return origin(signIn.issuer()).equals(origin(playground.get()));
    }

    @Override
    public void ended(SignIn signIn, boolean succeeded) {
        // There is nothing on any screen.
    }

    private URI walked(SignIn signIn, URI page, String code) {
        // No proxy stands between this machine and itself; every sign-in begins without cookies, as somebody new.
        try (HttpClient http = HttpPolicy.direct().client().build()) {
            return new PageWalk(http, origin(playground.get()), user, code).from(page);
        } catch (PageWalk.Stuck e) {
            throw new NotSignedIn(signIn.server(), user, String.valueOf(e.getMessage()));
        }
    }

    private static URI origin(URI address) {
        return address.resolve("/").getRawAuthority() == null
                ? address
                : URI.create(address.getScheme() + "://" + address.getRawAuthority());
    }
}
