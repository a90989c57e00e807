package dev.lanyard.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a request, finds its handler, and turns whatever goes wrong into an answer that tells nothing of the inside. */
final class JettyRouter extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(JettyRouter.class);

    private final AddressGuard guard;
    private final Routes routes;
    private final int maxBodyBytes;

    JettyRouter(HttpOptions options, Routes routes) {
        this.guard = new AddressGuard(options.hostNames(), options.origins());
        this.routes = routes;
        this.maxBodyBytes = options.maxBodyBytes();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        secure(response.getHeaders());
        List<String> hosts = request.getHeaders().getValuesList("Host");
        JettyExchange exchange = new JettyExchange(request, response, maxBodyBytes,
                hosts.size() == 1 ? hosts.getFirst() : "");
        try {
            answer(request, hosts, exchange);
            callback.succeeded();
        } catch (IOException clientGone) {
            LOG.debug("The client of {} went away.", request.getHttpURI().getPath(), clientGone);
            callback.failed(clientGone);
        }
        return true;
    }

    private void answer(Request request, List<String> hosts, JettyExchange exchange) throws IOException {
        try {
            guard.check(request.getHttpURI().getScheme(), Request.getLocalPort(request), hosts,
                    request.getHeaders().getValuesList("Origin"));
            routes.find(exchange.path())
                    .orElseThrow(HttpRefusal::nothingHere)
                    .handle(exchange);
            if (!exchange.isAnswered()) {
                throw new IllegalStateException("The handler of " + exchange.path() + " gave no answer.");
            }
        } catch (HttpRefusal refusal) {
            refuse(exchange, refusal);
        } catch (RuntimeException | Error failure) {
            LOG.error("Answering {} failed.", exchange.path(), failure);
            refuse(exchange, new HttpRefusal(500, "server_error", "The server failed to answer. Its log says why."));
        }
    }

    private static void refuse(JettyExchange exchange, HttpRefusal refusal) throws IOException {
        if (exchange.isAnswered()) {
            throw new IOException("An answer that had begun was cut.", refusal);
        }
        refusal.headers().forEach(exchange::addHeader);
        exchange.respondJson(refusal.status(), body(refusal.error(), refusal.description()));
    }

    static ObjectNode body(String error, String description) {
        return StrictJson.object().put("error", error).put("error_description", description);
    }

    /** RFC 9111, section 5.2.2.5: what these servers say is for one client only, unless a handler says otherwise. */
    static void secure(HttpFields.Mutable headers) {
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
    }
}
