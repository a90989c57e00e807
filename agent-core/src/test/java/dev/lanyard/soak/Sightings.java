package dev.lanyard.soak;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Is what tool servers saw: which token came with each request, and with each nonce that a caller had put into a call. The
 * servers write it down, not the client, so that nothing the client believes of itself counts. Thread-safe.
 */
final class Sightings {
    private final ConcurrentMap<String, Cell> expected = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Seen> calls = new ConcurrentHashMap<>();
    private final Set<String> excused = ConcurrentHashMap.newKeySet();
    private final Set<Carried> carried = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong twice = new AtomicLong();

    /** One place of the matrix. */
    record Cell(int server, String user) {}

    /** What a token says of itself: its own id, whose it is, and for whom. */
    record Token(String id, String user, String audience) {
        /** Stands for what is no token of the directory. */
        private static final Token NONE = new Token("", "", "");

        static Token of(String compact) {
            try {
                JWTClaimsSet claims = SignedJWT.parse(compact).getJWTClaimsSet();
                return new Token(Objects.toString(claims.getClaim("uti")), Objects.toString(claims.getClaim("oid")),
                        String.join(" ", claims.getAudience()));
            } catch (ParseException e) {
                return NONE;
            }
        }
    }

    private record Seen(int server, Token token) {}

    private record Carried(int server, Token token, String session) {}

    /**
     * What came of it; only the first four may be more than nothing.
     *
     * @param requests how many requests the servers saw
     * @param calls how many nonces
     * @param cells how many places of the matrix they came from
     * @param tokens how many tokens they came with
     * @param crossed nonces that came to another server or with another user's token
     * @param lost nonces that came twice, or from nobody, or not at all though the call did not fail
     * @param shared tokens that came from more than one place of the matrix
     * @param astray tokens, or what is none, that came to a server that they are not for
     * @param mixed sessions with tokens of more than one user
     */
    record Verdict(long requests, int calls, int cells, int tokens, long crossed, long lost, long shared, long astray,
            long mixed) {
        boolean good() {
            return calls > 0 && crossed + lost + shared + astray + mixed == 0;
        }
    }

    /** Notes, before a call, from where its nonce is to come. */
    void expect(String nonce, Cell cell) {
        expected.put(nonce, cell);
    }

    /** Notes that a call has failed, so that its nonce may have been seen or not. */
    void excuse(String nonce) {
        excused.add(nonce);
    }

    /** Notes a request of any kind. */
    void request(int server, Token token, String session) {
        requests.incrementAndGet();
        carried.add(new Carried(server, token, session));
    }

    /** Notes a call of a tool. */
    void call(int server, String nonce, Token token) {
        if (calls.putIfAbsent(nonce, new Seen(server, token)) != null) {
            twice.incrementAndGet();
        }
    }

    /** Judges what was seen until now, when nothing is under way. */
    Verdict verdict(Function<Integer, String> audience) {
        Map<String, Set<Cell>> cellsOfToken = new HashMap<>();
        long crossed = 0;
        long strangers = 0;
        for (Map.Entry<String, Seen> call : calls.entrySet()) {
            Cell cell = expected.get(call.getKey());
            Seen seen = call.getValue();
            if (cell == null) {
                strangers++;
            } else {
                crossed += cell.equals(new Cell(seen.server(), seen.token().user())) ? 0 : 1;
                cellsOfToken.computeIfAbsent(seen.token().id(), unused -> new HashSet<>()).add(cell);
            }
        }
        long missing = expected.keySet()
                .stream()
                .filter(nonce -> !calls.containsKey(nonce) && !excused.contains(nonce))
                .count();
        return new Verdict(requests.get(), calls.size(), Set.copyOf(expected.values()).size(), cellsOfToken.size(),
                crossed, strangers + missing + twice.get(),
                cellsOfToken.values().stream().filter(cells -> cells.size() > 1).count(),
                carried.stream().filter(one -> !one.token().audience().equals(audience.apply(one.server()))).count(),
                mixedSessions());
    }

    private long mixedSessions() {
        Map<String, Set<String>> usersOfSession = new HashMap<>();
        for (Carried one : carried) {
            if (!one.session().isEmpty()) {
                usersOfSession.computeIfAbsent(one.session(), unused -> new HashSet<>()).add(one.token().user());
            }
        }
        return usersOfSession.values().stream().filter(users -> users.size() > 1).count();
    }
}
