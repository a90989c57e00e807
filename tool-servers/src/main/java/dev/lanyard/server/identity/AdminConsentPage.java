package dev.lanyard.server.identity;

import dev.lanyard.server.authorization.Page;
import dev.lanyard.server.authorization.PageHandler;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import java.io.IOException;

/** Stands where administrators consent to an app in Entra; says that this part is scripted, and changes nothing. */
final class AdminConsentPage implements PageHandler {
    private final Tenant tenant;

    AdminConsentPage(Tenant tenant) {
        this.tenant = tenant;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        exchange.allow("GET");
        AppRegistration app = tenant.app(exchange.query().required("client_id"))
                .orElseThrow(() -> new HttpRefusal(400, "invalid_client", "There is no such app in this directory."));
        Page.notice(200, "An administrator consents here",
                "In Microsoft Entra, an administrator would accept what '" + app.name() + "' asks for on this page.",
                "This is a local stand-in, and this part of it is scripted: nothing is asked and nothing changes. Consent "
                        + "that the fault 'consent_required' took away comes back with DELETE /faults, or when a user "
                        + "accepts at the next sign-in.")
                .send(exchange);
    }
}
