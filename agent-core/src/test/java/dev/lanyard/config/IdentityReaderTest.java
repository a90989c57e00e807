package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityReaderTest {
    private static final String BASE = "'type':'entra','tenant':'t','clientId':'c','clientSecret':'${S}'";
    @TempDir
    private Path folder;

    @Test
    void readsEntraInThePublicCloud() {
        assertThat(own("'type':'entra','tenant':'${T}','clientId':'${C}','clientSecret':'${S}'").config().identities())
                .containsExactly(Map.entry("contoso",
                        new IdentityConfig.Entra("contoso", "contoso.example", "client", SecretRef.Env.of("S"),
                                URI.create("https://login.microsoftonline.com"), null, null)));
    }

    @Test
    void readsThePlaygroundsIdentity() {
        Path ca = TextFile.write(folder.resolve("ca.pem"), "certificate");
        assertThat(
                own(BASE + ",'authority':'https://login.lanyard.localhost','connectTo':'127.0.0.1:8443','ca':'ca.pem'")
                        .config()
                        .identities())
                .containsExactly(Map.entry("contoso",
                        new IdentityConfig.Entra("contoso", "t", "c", SecretRef.Env.of("S"),
                                URI.create("https://login.lanyard.localhost"), new HostPort("127.0.0.1", 8443), ca)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "'connectTo':'127.0.0.1:8443'|connectTo: 'connectTo' is only for authorities under .localhost: elsewhere it would let a file pose as 'login.microsoftonline.com' and collect the secret. Remove it.",
            "'ca':'ca.pem'|ca: 'ca' is only for authorities under .localhost: elsewhere it would let a file pose as 'login.microsoftonline.com' and collect the secret. Remove it.",
            "'authority':'https://evil.localhost.example','ca':'ca.pem'|ca: 'ca' is only for authorities under .localhost: elsewhere it would let a file pose as 'evil.localhost.example' and collect the secret. Remove it.",
            "'authority':'https://a.localhost','connectTo':'192.0.2.1:443'|connectTo: 'connectTo' may only lead to this machine. Use 127.0.0.1, [::1] or localhost.",
            "'authority':'https://a.localhost','connectTo':'here'|connectTo: This is not a host and port. Write it like 127.0.0.1:8443.",
            "'authority':'http://login.example'|authority: An authority is https and has neither path nor query. Write it like https://login.microsoftonline.com.",
            "'authority':'https://login.example/t'|authority: An authority is https and has neither path nor query. Write it like https://login.microsoftonline.com.",
            "'authority':'https://login.example?x=1'|authority: An authority is https and has neither path nor query. Write it like https://login.microsoftonline.com.",
            "'authority':7|authority: Expected a string but found number. Write a string."})
    void a41noFilePosesAsAnIssuer(String fields, String problem) {
        TextFile.write(folder.resolve("ca.pem"), "certificate");
        assertThat(own(BASE + "," + fields).problems()).containsExactly("identities.contoso." + problem);
    }

    @Test
    void a41aProjectsFileSubstitutesNoAuthority() {
        assertThat(Reading.project(folder, json(BASE + ",'authority':'https://${S}.evil.example'"), environment())
                .problems()).containsExactly(
                        "identities.contoso.authority: A project's file may not substitute anything in the scheme, host"
                                + " or port of an address. Write them out, or keep this configuration in your own"
                                + " configuration folder.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "'type':'okta'|type: Unknown type 'okta' of an identity. Use one of: entra, oauth.",
            "'x':1|type: 'type' is missing. Add it.",
            "'type':'entra','tenant':'../x','clientId':'c','clientSecret':'s'|tenant: This is not a tenant's id or domain. Use the directory (tenant) id from the Entra portal.",
            "'type':'entra','tenant':'t','clientId':'c'|clientSecret: 'clientSecret' is missing; server 'a', 'b' needs it. Add it, or 'certificate' or 'assertion'."})
    void reportsWhatIsWrong(String fields, String problem) {
        assertThat(own(fields).problems()).containsExactly("identities.contoso." + problem);
    }

    @Test
    void namesTheServersThatNeedAVariableOfAnIdentity() {
        assertThat(own("'type':'entra','tenant':'${MISSING}','clientId':'c','clientSecret':'s'").problems())
                .containsExactly("identities.contoso.tenant: Variable 'MISSING' is not set; identity 'contoso'"
                        + " (for server 'a', 'b') needs it. Set MISSING in your environment or in .env.");
    }

    /** As a cluster says it: AZURE_FEDERATED_TOKEN_FILE. */
    @Test
    void readsTheFileOfAnAssertionFromAVariable() {
        Path file = folder.resolve("token");
        String fields = "'type':'entra','tenant':'t','clientId':'c','assertion':{'file':'${env:F}'}";

        assertThat(Reading.own(folder, json(fields), Map.of("F", file.toString())).config().identities().values())
                .extracting(identity -> ((IdentityConfig.Entra) identity).proof())
                .containsExactly(new IdentityConfig.Entra.Proof.Assertion(new SecretRef.File(file)));
    }

    private Reading own(String fields) {
        return Reading.own(folder, json(fields), environment());
    }

    private static Map<String, String> environment() {
        return Map.of("T", "contoso.example", "C", "client", "S", "canary");
    }

    private static String json(String fields) {
        String auth = "'auth':{'type':'client-credentials','identity':'contoso','scope':'x/.default'}";
        return ("{'identities':{'contoso':{" + fields + "}},'servers':{'a':{'url':'https://a.example/'," + auth
                + "},'b':{'url':'https://b.example/'," + auth + "}}}").replace('\'', '"');
    }
}
