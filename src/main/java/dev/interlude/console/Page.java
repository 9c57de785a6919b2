package dev.interlude.console;

import java.util.HashMap;
import java.util.Map;

/**
 * A page to show.
 *
 * @param view the name of its template
 * @param title of the window; never names a customer
 */
record Page(String view, String title, int status, Map<String, Object> model) {

    static Page of(String view, String title, Map<String, Object> model) {
        return new Page(view, title, 200, model);
    }

    /** The same page, saying what has just been done. */
    Page saying(String done) {
        return with("done", done, 200);
    }

    /** The same page, saying why it was not done. */
    Page refusing(ActionRefused refused) {
        return with("refused", refused.getMessage(), refused.status());
    }

    private Page with(String name, Object value, int status) {
        var more = new HashMap<>(model);
        more.put(name, value);
        return new Page(view, title, status, more);
    }
}
