package dev.interlude.saga;

import java.util.Map;

/** Calls the route that undoes or finishes a step. */
@FunctionalInterface
public interface StepCall {

    /** @throws Exception what the route failed with */
    void call(String uri, Map<String, String> headers) throws Exception;
}
