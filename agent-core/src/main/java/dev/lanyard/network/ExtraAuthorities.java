package dev.lanyard.network;

import dev.lanyard.config.ConfigProblem;
import dev.lanyard.config.Environment;
import dev.lanyard.config.Variable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Reads the file of certificate authorities that the user adds to the platform's, such as those of a company's proxy that looks
 * into TLS. The variable is Lanyard's own: {@code SSL_CERT_FILE} and its kin mean to replace the platform's authorities, and
 * are set for other programs.
 */
final class ExtraAuthorities {
    static final String VARIABLE = "LANYARD_CA_FILE";
    private static final int MAX_BYTES = 4 << 20;
    private static final String REMEDY = "Name a PEM file with the certificates of the authorities to trust besides.";

    private ExtraAuthorities() {}

    /** Returns the authorities that the variable names, none if it is not set or after adding a problem. */
    static List<X509Certificate> read(Environment environment, List<ConfigProblem> problems) {
        return environment.lookup(VARIABLE).map(variable -> read(variable, problems)).orElse(List.of());
    }

    private static List<X509Certificate> read(Variable variable, List<ConfigProblem> problems) {
        String name = variable.value().text();
        String what;
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            List<X509Certificate> found = bytes.length > MAX_BYTES ? List.of() : Authorities.parse(bytes);
            if (!found.isEmpty()) {
                return found;
            }
            what = bytes.length > MAX_BYTES ? "is larger than 4 MiB." : "holds no certificate.";
        } catch (NoSuchFileException | InvalidPathException e) {
            what = "does not exist.";
        } catch (CertificateException e) {
            what = "holds something that is no certificate.";
        } catch (IOException e) {
            what = "cannot be read.";
        }
        problems.add(new ConfigProblem(VARIABLE, "'" + name + "' " + what, REMEDY));
        return List.of();
    }
}
