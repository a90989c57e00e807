package dev.lanyard.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Describes one MCP server: where it is and what it gets. */
public sealed interface ServerConfig {
    /** Returns the name, which is also the key in the file: 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
    String name();

    /** Returns whether the user, not the server or a project, said that the server's annotations may be believed. */
    boolean trusted();

    /**
     * A server reached over Streamable HTTP.
     *
     * @param name the server's name
     * @param url its address, absolute http or https, without query, user info and fragment
     * @param query the address's query parameters, decoded, held apart because keys travel in them
     * @param headers what every request carries
     * @param auth how requests get their credential
     * @param trusted whether the user marked it trusted
     * @param shownUrl the address as it may be shown: {@code …} stands for what was substituted in its path, which may be a key
     */
    record Http(String name, URI url, Map<String, SecretRef> query, Map<String, SecretRef> headers, AuthConfig auth,
            boolean trusted, URI shownUrl) implements ServerConfig {
        /** Creates a server whose whole address may be shown. */
        public Http(String name, URI url, Map<String, SecretRef> query, Map<String, SecretRef> headers,
                AuthConfig auth, boolean trusted) {
            this(name, url, query, headers, auth, trusted, url);
        }

        /**
         * Copies the maps and checks the address.
         *
         * @throws IllegalArgumentException if the address has a query, user info or a fragment, or no host
         */
        public Http {
            Objects.requireNonNull(name);
            Objects.requireNonNull(auth);
            Objects.requireNonNull(shownUrl);
            if (url.getHost() == null || url.getRawQuery() != null || url.getRawUserInfo() != null
                    || url.getRawFragment() != null) {
                throw new IllegalArgumentException("not a bare absolute address");
            }
            query = Ordered.copyOf(query);
            headers = Ordered.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Http[name=" + name + ", url=" + shownUrl + ", query=" + query + ", headers=" + headers + ", auth="
                    + auth + ", trusted=" + trusted + "]";
        }

        /**
         * Says whether the value of a header is no secret: it stands in the file as it is, and the header's name is not one that
         * holds a credential. What is substituted counts as a secret, since that is how secrets come in.
         */
        public boolean isPlain(String header) {
            return headers.get(header) instanceof SecretRef.Literal && !SecretNames.isLikely(header)
                    && !header.toLowerCase(Locale.ROOT).contains("cookie");
        }

        /** Returns what is sent to this server's origin by itself: query parameters, headers and a key. */
        List<SecretRef> sent() {
            List<SecretRef> sent = new ArrayList<>(query.values());
            sent.addAll(headers.values());
            if (auth instanceof AuthConfig.Key key) {
                sent.add(key.value());
            }
            return List.copyOf(sent);
        }
    }

    /**
     * A server that is a process of ours, spoken to over its standard input and output.
     *
     * @param name the server's name
     * @param command the program
     * @param args its arguments, one each, never given to a shell
     * @param env what its environment gets in addition
     * @param cwd where it runs, or null for where Lanyard runs
     * @param trusted whether the user marked it trusted
     */
    record Stdio(String name, String command, List<SecretRef> args, Map<String, SecretRef> env, @Nullable Path cwd,
            boolean trusted) implements ServerConfig {
        /** Copies the arguments and the environment. */
        public Stdio {
            Objects.requireNonNull(name);
            Objects.requireNonNull(command);
            args = List.copyOf(args);
            env = Ordered.copyOf(env);
        }

        /**
         * Returns what of arguments and environment is likely to be secret: each reference by itself, and the values of
         * variables that are named like it.
         */
        public List<SecretRef> secrets(Map<String, InputConfig> inputs) {
            List<SecretRef> secrets = new ArrayList<>();
            args.forEach(value -> secrets.addAll(value.references()));
            env.values().forEach(value -> secrets.addAll(value.references()));
            secrets.removeIf(reference -> !SecretNames.isLikely(reference, inputs));
            env.forEach((variable, value) -> {
                if (SecretNames.isLikely(variable)) {
                    secrets.add(value);
                }
            });
            return secrets.stream().distinct().toList();
        }
    }
}
