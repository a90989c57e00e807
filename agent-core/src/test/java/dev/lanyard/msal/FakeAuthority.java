package dev.lanyard.msal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.lanyard.credential.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Answers MSAL's requests over https on the loopback address, as a test says; its certificate is made with keytool. */
final class FakeAuthority implements AutoCloseable {
    private static final String STORE_WORD = "changeit";

    private final HttpsServer server;
    private final Path certificate;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile Answer answer = exchange -> reply(exchange, 500, "{}");

    /** Answers one request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private FakeAuthority(HttpsServer server, Path certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    static FakeAuthority start(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("store.p12");
        Path pem = folder.resolve("ca.pem");
        if (!Files.exists(pem)) {
            keytool(folder, "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=test", "-ext",
                    "SAN=ip:127.0.0.1", "-storetype", "PKCS12");
            keytool(folder, "-exportcert", "-alias", "a", "-rfc", "-file", pem.toString());
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_WORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_WORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        FakeAuthority authority = new FakeAuthority(server, pem);
        server.createContext("/", authority::serve);
        server.start();
        return authority;
    }

    private static void keytool(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", folder.resolve("store.p12").toString(), "-storepass", STORE_WORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("keytool.log")));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        try (exchange) {
            answer.to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void answer(int status, String json) {
        answer = exchange -> reply(exchange, status, json);
    }

    void answer(Answer next) {
        answer = next;
    }

    List<String> received() {
        return received;
    }

    EntraApp app() {
        return new EntraApp(URI.create("https://login.test.localhost"), "tenant", "client", Secret.of("canary-secret"),
                new EntraApp.Detour(server.getAddress(), certificate));
    }

    static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
