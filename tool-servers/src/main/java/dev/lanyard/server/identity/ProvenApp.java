package dev.lanyard.server.identity;

/**
 * Is an app that asks for a token, and how it proved itself.
 *
 * @param app the app
 * @param acr what tokens say of the proof: {@code 0} none, {@code 1} a secret, {@code 2} a certificate or federation
 */
record ProvenApp(AppRegistration app, String acr) {
    static final String NONE = "0";
    static final String SHARED = "1";
    static final String ASSERTED = "2";

    boolean isProven() {
        return !acr.equals(NONE);
    }

    /** Returns this app if it proved itself; some grants are only for confidential clients. */
    ProvenApp confidential() throws EntraRefusal {
        if (!isProven()) {
            throw ProofRefusal.secretMissing();
        }
        return this;
    }
}
