package dev.lanyard.server.identity;

import dev.lanyard.server.authorization.Sessions;
import dev.lanyard.server.http.Routes;
import java.net.URI;
import java.time.Clock;

/** Mounts the pages of a tenant: where Entra has them, but on an origin that an ordinary browser reaches. */
final class SignInSite {
    private final Tenant tenant;
    private final AuthorizePage authorize;
    private final SignInFlow flow;
    private final DevicePage device;

    SignInSite(Tenant tenant, URI pages, Agreements agreements, IssuedCodes codes, DeviceCodes devices, Faults faults,
            Clock clock) {
        this.tenant = tenant;
        Sessions sessions = new Sessions(pages.resolve("/" + tenant.id()), clock);
        this.flow = new SignInFlow(tenant, sessions, agreements, codes, faults, clock);
        this.authorize = new AuthorizePage(tenant, sessions, flow, faults);
        this.device = new DevicePage(tenant, sessions, flow, devices, faults, clock);
    }

    Routes routes() {
        String base = "/" + tenant.id();
        Routes routes = Routes.none();
        for (String any : Tenant.ANY) {
            routes = routes.with("/" + any + IdentityEndpoint.AUTHORIZE, authorize);
        }
        return routes.with(base + IdentityEndpoint.AUTHORIZE, authorize)
                .with(base + "/adminconsent", new AdminConsentPage(tenant))
                .with(base + "/oauth2/v2.0/interaction", flow)
                .with(base + IdentityEndpoint.DEVICE, device);
    }
}
