package dev.lanyard.oauth;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.TypelessAccessToken;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenFacts;
import dev.lanyard.credential.TokenSource;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets tokens for one server where no user signs in. An issuer that refuses is asked once and no other way is tried. */
final class GrantSource implements TokenSource {
    private static final String ID_JAG = "urn:ietf:params:oauth:token-type:id-jag";

    private final OAuthServer server;
    private final RegisteredClient client;
    private final Grant grant;
    private final IssuerHttp http;
    private final Clock clock;
    private final Discovery discovery;
    private final ProtectionFinder protections;
    private volatile @Nullable Protection found;
    private volatile @Nullable TokenFacts facts;

    GrantSource(OAuthServer server, RegisteredClient client, Grant grant, IssuerHttp http, Clock clock) {
        this.server = server;
        this.client = client;
        this.grant = grant;
        this.http = http;
        this.clock = clock;
        this.discovery = new Discovery(server.name(), server.url(), http);
        this.protections = new ProtectionFinder(server, discovery);
    }

    /** Says whether the issuer is known, so that a token can be had before the server has asked for one. */
    boolean knowsIssuer() {
        return server.issuer() != null || found != null;
    }

    @Override
    public AccessToken acquire(CredentialRequest request) {
        Optional<Challenge> challenge = request.challenge();
        Protection protection = protection(challenge);
        List<String> scopes = Scopes.first(server.scopes(), challenge.flatMap(Challenge::scope),
                protection.metadata().scopes(), protection.issuer())
                .stream()
                .filter(scope -> !scope.equals(Scopes.OFFLINE_ACCESS) || server.scopes().contains(scope))
                .toList();
        IssuerMetadata issuer = protection.issuer();
        boolean bound = issuer.dpopAlgorithms().contains(DpopKey.ALGORITHM)
                && (protection.metadata().bound() || challenge.filter(said -> said.offers("DPoP")).isPresent());
        TokenAnswer answer = new TokenEndpoint(server.name(), issuer, http, clock).ask(client, grant(protection),
                scopes,
                protection.resource(), bound ? DpopKey.generate(clock) : null);
        TokenSet tokens = granted(answer, issuer);
        facts = new TokenFacts(issuer.issuer(), client.id(),
                protection.resource().isEmpty() ? null : protection.resource(),
                tokens.scopes().isEmpty() ? scopes : tokens.scopes(), null, TokenFacts.Kept.IN_MEMORY);
        return tokens.token();
    }

    /** Returns what is known of the last token, empty if there was none. */
    Optional<TokenFacts> facts() {
        return Optional.ofNullable(facts);
    }

    private Protection protection(Optional<Challenge> challenge) {
        String configured = server.issuer();
        Protection known = found;
        if (known != null && challenge.isEmpty()) {
            return known;
        }
        // The issuer that the user configured is enough: what the server says could only lead away from it.
        Protection fresh = configured != null
                ? protections.by(configured, false)
                : protections.find(challenge, Optional.ofNullable(known).map(seen -> seen.issuer().issuer()),
                        (from, to) -> {
                            throw new CredentialException.Rejected(server.name(),
                                    "Server '" + server.name() + "' now names the authorization server '"
                                            + Text.line(to)
                                            + "' instead of '" + Text.line(from) + "'.",
                                    "Set 'issuer' in the configuration to the one that is right.", null);
                        });
        found = fresh;
        return fresh;
    }

    private AuthorizationGrant grant(Protection protection) {
        return switch (grant) {
            case Grant.ClientCredentials credentials -> new ClientCredentialsGrant();
            case Grant.WorkloadIdentity workload -> assertion(workload.assertion().get());
            case Grant.Enterprise enterprise -> assertion(idJag(enterprise, protection));
            case Grant.TokenExchange exchange -> {
                String audience = exchange.audience();
                yield exchange(exchange.subject().get(), exchange.subjectType(), null,
                        audience == null ? List.of() : List.of(new Audience(audience)));
            }
        };
    }

    /** Identity Assertion JWT Authorization Grant, section 4.3: the company's provider names the grant's audience and resource. */
    private Secret idJag(Grant.Enterprise enterprise, Protection protection) {
        IssuerMetadata company = discovery.issuer(enterprise.issuer())
                .orElseThrow(() -> new CredentialException.Unavailable(server.name(),
                        "The identity provider '" + Text.line(enterprise.issuer()) + "' has no metadata.",
                        "Check its issuer in the configuration.", null));
        AuthorizationGrant asked = exchange(enterprise.idToken().get(), TokenTypeURI.ID_TOKEN.toString(), ID_JAG,
                List.of(new Audience(protection.issuer().issuer())));
        TokenAnswer answer = new TokenEndpoint(server.name(), company, http, clock).ask(enterprise.client(), asked,
                server.scopes(), protection.metadata().resource(), null);
        return granted(answer, company).access();
    }

    private AuthorizationGrant exchange(Secret subject, String subjectType, @Nullable String wantedType,
            List<Audience> audience) {
        try {
            return new TokenExchangeGrant(new TypelessAccessToken(subject.reveal()), TokenTypeURI.parse(subjectType),
                    null,
                    null, wantedType == null ? null : TokenTypeURI.parse(wantedType), audience);
        } catch (ParseException e) {
            throw new CredentialException.Unavailable(server.name(),
                    "'" + Text.line(subjectType) + "' is not the type of a token.",
                    "Write it like " + Grant.TokenExchange.ACCESS + ".", null);
        }
    }

    private AuthorizationGrant assertion(Secret assertion) {
        try {
            return new JWTBearerGrant(SignedJWT.parse(assertion.reveal()));
        } catch (java.text.ParseException | IllegalArgumentException e) {
            throw new CredentialException.Unavailable(server.name(),
                    "The assertion for server '" + server.name() + "' is not a signed JWT.",
                    "Check where the configuration reads it from.", null);
        }
    }

    private TokenSet granted(TokenAnswer answer, IssuerMetadata issuer) {
        return switch (answer) {
            case TokenAnswer.Granted(TokenSet tokens) -> tokens;
            case TokenAnswer.Refused refused -> throw new CredentialException.Rejected(server.name(),
                    "The authorization server '" + Text.line(issuer.issuer()) + "' gave no token for server '"
                            + server.name() + "': " + refused.shown() + ".",
                    "Check the client and the scopes that the configuration names.", null);
        };
    }
}
