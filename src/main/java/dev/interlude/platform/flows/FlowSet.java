package dev.interlude.platform.flows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All routes of some files: the file of each and its text, by the id. */
record FlowSet(List<FlowFile> files, Map<String, String> routes) {

    static FlowSet of(Map<String, String> texts) {
        var files = FlowFile.all(texts);
        var routes = new LinkedHashMap<String, String>();
        files.forEach(file -> routes.putAll(file.routeTexts()));
        return new FlowSet(files, routes);
    }
}
