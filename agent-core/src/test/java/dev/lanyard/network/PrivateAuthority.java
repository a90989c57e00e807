package dev.lanyard.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Is a certificate for {@code *.example.test} and this machine that nobody but the reader of its PEM file believes; made with keytool, since the
 * playground's authority vouches for this machine's names only.
 */
public record PrivateAuthority(Path pem, SSLContext server) {
    private static final String STORE_WORD = "changeit";

    /** Makes one in an empty folder. */
    public static PrivateAuthority in(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        return of(folder, "*.example.test", "example.test");
    }

    /** Makes one for hosts in an empty folder. */
    public static PrivateAuthority of(Path folder, String... hosts)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("store.p12");
        Path pem = folder.resolve("private-ca.pem");
        keytool(store, "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=test", "-ext",
                "SAN=dns:" + String.join(",dns:", hosts) + ",ip:127.0.0.1", "-ext", "BC=ca:true", "-storetype",
                "PKCS12");
        keytool(store, "-exportcert", "-alias", "a", "-rfc", "-file", pem.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_WORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_WORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new PrivateAuthority(pem, context);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_WORD));
        Path log = store.resolveSibling("keytool.log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
    }
}
