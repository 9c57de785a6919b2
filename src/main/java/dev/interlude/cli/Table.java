package dev.interlude.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows under a heading, in columns as wide as they need to be. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heading) {
        rows.add(List.of(heading));
    }

    /** Null is shown as a dash. */
    public void add(Object... cells) {
        var row = new ArrayList<String>();
        for (var cell : cells) {
            row.add(cell == null ? "-" : cell.toString());
        }
        rows.add(row);
    }

    /** @param nothing said instead of a table without rows */
    public void print(PrintWriter out, String nothing) {
        if (rows.size() == 1) {
            out.println(nothing);
            return;
        }
        var widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (var i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(List<String> row, int[] widths) {
        var column = new int[1];
        return row.stream()
                .map(cell -> cell + " ".repeat(widths[column[0]++] - cell.length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
