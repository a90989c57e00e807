package dev.lanyard.network;

import java.io.IOException;

/** Reports that the proxy on the way wants a user and password, or others than those it was given (407). */
public final class ProxyRefusal extends IOException {
    /** What to do about it. */
    public static final String REMEDY = "Set them in HTTPS_PROXY or HTTP_PROXY as http://user:password@host:port.";

    private static final long serialVersionUID = 1;

    ProxyRefusal() {
        super("the proxy refused the user and password");
    }
}
