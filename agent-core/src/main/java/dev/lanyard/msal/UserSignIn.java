package dev.lanyard.msal;

import com.microsoft.aad.msal4j.DeviceCodeFlowParameters;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.InteractiveRequestParameters;
import com.microsoft.aad.msal4j.Prompt;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.SystemBrowserOptions;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.credential.UserInteraction.SignIn;
import dev.lanyard.credential.UserInteraction.Way;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * Shows the user a page of Entra's, or a code for one, and waits for what comes of it.
 *
 * @param who whom the page should offer, empty if it does not matter
 * @param choice whether the page lets the user choose an account, though the browser be signed in as one
 * @param claims what Entra demands of the sign-in, empty for nothing
 */
record UserSignIn(UserInteraction interaction, AuthorityPages pages, Clock clock, SignIn shown, Set<String> scopes,
        Optional<String> who, boolean choice, Optional<String> claims) {
    private static final int PATIENCE_SECONDS = 300;

    IAuthenticationResult with(Way way, EntraClients clients, UserCache.Brought cache) throws ExecutionException {
        return EntraClients.await(switch (way) {
            case DEVICE_CODE -> device(clients.device(cache, claims));
            case BROWSER, PASTE -> browser(clients.open(cache));
        });
    }

    private CompletableFuture<IAuthenticationResult> browser(PublicClientApplication client) {
        // MSAL's thread may open the browser before MSAL has noted its own future, and fail of that.
        CountDownLatch started = new CountDownLatch(1);
        var parameters = InteractiveRequestParameters.builder(URI.create("http://localhost"))
                .scopes(scopes)
                .httpPollingTimeoutInSeconds(PATIENCE_SECONDS)
                .systemBrowserOptions(SystemBrowserOptions.builder()
                        .htmlMessageSuccess("You are signed in. You can close this page and go back to Lanyard.")
                        .htmlMessageError("You are not signed in. Go back to Lanyard, which says why.")
                        .openBrowserAction(url -> {
                            try {
                                started.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            interaction.open(shown, pages.page(url.toString()));
                        })
                        .build());
        who.ifPresent(parameters::loginHint);
        if (choice) {
            parameters.prompt(Prompt.SELECT_ACCOUNT);
        }
        // MSAL sends the first of these with the code only; it is the second that the user's page is asked for.
        claims.flatMap(ClaimsChallenge::request).ifPresent(parameters::claims);
        claims.ifPresent(parameters::claimsChallenge);
        try {
            return client.acquireToken(parameters.build());
        } finally {
            started.countDown();
        }
    }

    private CompletableFuture<IAuthenticationResult> device(PublicClientApplication client) {
        var parameters = DeviceCodeFlowParameters.builder(scopes,
                code -> interaction.show(shown, new UserInteraction.DeviceCode(code.userCode(),
                        pages.page(code.verificationUri()), null, clock.instant().plusSeconds(code.expiresIn()))));
        claims.flatMap(ClaimsChallenge::request).ifPresent(parameters::claims);
        return client.acquireToken(parameters.build());
    }
}
