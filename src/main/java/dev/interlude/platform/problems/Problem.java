package dev.interlude.platform.problems;

import java.util.List;

/**
 * A refusal as the caller sees it (RFC 9457).
 *
 * @param status the HTTP status; the code's own, but 422 where the shape is right and the meaning is not
 * @param detail one sentence for a person; never upstream text
 * @param errors one entry a wrong field
 * @param alternatives offers that would work instead, ready to be written as JSON
 * @param retryAfterSeconds when to ask again, or null
 */
public record Problem(
        ProblemCode code,
        int status,
        String detail,
        List<FieldError> errors,
        List<?> alternatives,
        Integer retryAfterSeconds) {

    /** @param pointer JSON pointer (RFC 6901) into the body, {@code ?name} for a query parameter, or the plain name of a header or a member of the path */
    public record FieldError(String pointer, String detail) {}

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, code.status(), detail, List.of(), List.of(), null);
    }

    /** The request cannot be read: 400. */
    public static Problem shape(List<FieldError> errors) {
        return new Problem(ProblemCode.VALIDATION_FAILED, 400, summary(errors), errors, List.of(), null);
    }

    /** The request can be read but makes no sense: 422. */
    public static Problem meaning(List<FieldError> errors) {
        return new Problem(ProblemCode.VALIDATION_FAILED, 422, summary(errors), errors, List.of(), null);
    }

    public static Problem meaning(String pointer, String detail) {
        return meaning(List.of(new FieldError(pointer, detail)));
    }

    public Problem withAlternatives(List<?> offers) {
        return new Problem(code, status, detail, errors, List.copyOf(offers), retryAfterSeconds);
    }

    /** The same, with one more sentence. */
    public Problem saying(String sentence) {
        return new Problem(code, status, detail + " " + sentence, errors, alternatives, retryAfterSeconds);
    }

    public Problem withErrors(List<FieldError> fields) {
        return new Problem(code, status, detail, List.copyOf(fields), alternatives, retryAfterSeconds);
    }

    public Problem withRetryAfter(int seconds) {
        return new Problem(code, status, detail, errors, alternatives, seconds);
    }

    private static String summary(List<FieldError> errors) {
        if (errors.size() > 1) {
            return errors.size() + " fields are not valid";
        }
        var only = errors.get(0);
        return (only.pointer() + " " + only.detail()).strip();
    }
}
