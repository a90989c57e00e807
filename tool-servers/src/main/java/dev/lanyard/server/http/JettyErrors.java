package dev.lanyard.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Words the errors that Jetty finds by itself, such as headers that are too large, without reason, cause or stack trace. */
final class JettyErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        JettyRouter.secure(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(body(response.getStatus())), callback);
        return true;
    }

    private static byte[] body(int status) {
        String error = status < 500 ? "invalid_request" : "server_error";
        return StrictJson.write(JettyRouter.body(error, HttpStatus.getMessage(status)));
    }
}
