package dev.interlude.platform.problems;

/** A refusal as it is written on the wire; {@code retryAfter} is empty where asking again does not help. */
public record ProblemAnswer(int status, String retryAfter, byte[] body) {

    public static final String CONTENT_TYPE = "application/problem+json";
}
