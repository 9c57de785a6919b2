package dev.interlude.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.interlude.sandbox.model.Json;
import java.time.Instant;

/**
 * An error answer in one of the four shapes that Cal.com has: A an exception of its web framework with details, B a
 * constant without details, C a bare status and message, D a bare 500.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient JsonNode details;

    private Refusal(int status, String code, String message, JsonNode details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    /** Shape A. */
    public static Refusal of(int status, String message) {
        var phrase = phrase(status);
        var details = Json.object().put("message", message).put("error", phrase).put("statusCode", status);
        return new Refusal(status, phrase.replace(" ", "") + "Exception", message, details);
    }

    public static Refusal badRequest(String message) {
        return of(400, message);
    }

    public static Refusal unauthorized(String message) {
        return of(401, message);
    }

    public static Refusal forbidden(String message) {
        return of(403, message);
    }

    public static Refusal notFound(String message) {
        return of(404, message);
    }

    public static Refusal conflict(String message) {
        return of(409, message);
    }

    public static Refusal unprocessable(String message) {
        return of(422, message);
    }

    /** Shape A of the global validator, whose useful text is in the details only. */
    public static Refusal invalid(Problems problems) {
        var details = Json.object();
        details.set("errors", problems.asDetails());
        return new Refusal(400, "BadRequestException", "Bad Request Exception", details);
    }

    /** Shape A of the booking and slots pipes, which put everything into the message. */
    public static Refusal wrong(Problems problems) {
        return badRequest(problems.asMessage());
    }

    public static Refusal tooManyRequests() {
        var message = "CustomThrottlerGuard - Too many requests. Please try again later.";
        return new Refusal(429, "ThrottlerException", message, new TextNode(message));
    }

    /** Shape B. */
    public static Refusal constant(int status, String code, String message) {
        return new Refusal(status, code, message, null);
    }

    /** Shape C, and D when the status is 500. */
    public static Refusal bare(int status, String message) {
        return new Refusal(status, null, message, null);
    }

    public static Refusal internal() {
        return bare(500, "Internal server error");
    }

    public static Refusal slotTaken() {
        return badRequest("User either already has booking at this time or is not available");
    }

    public static Refusal bookingConflict() {
        return bare(409, "booking_conflict_error");
    }

    public int status() {
        return status;
    }

    public Answer answer(String path, Instant now) {
        ObjectNode body = Json.object();
        if (code == null) {
            return Answer.json(status, body.put("statusCode", status).put("message", getMessage()));
        }
        body.put("status", "error").put("timestamp", Json.instant(now)).put("path", path);
        var error = body.putObject("error").put("code", code).put("message", getMessage());
        if (details != null) {
            error.set("details", details);
        }
        return Answer.json(status, body);
    }

    private static String phrase(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 422 -> "Unprocessable Entity";
            case 429 -> "Too Many Requests";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
