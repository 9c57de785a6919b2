package dev.interlude.platform.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Refuses addresses with path parameters ({@code ;name=value}): no address here has any, Tomcat does not check how they are
 * encoded, and Spring's filters fail on what it lets pass.
 */
final class PathParameterValve extends ValveBase {

    PathParameterValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var address = request.getRequestURI(); // null: what came is no HTTP
        if (address == null || address.indexOf(';') < 0) {
            getNext().invoke(request, response);
        } else {
            UnreadableValve.write(response, HttpServletResponse.SC_BAD_REQUEST);
        }
    }
}
