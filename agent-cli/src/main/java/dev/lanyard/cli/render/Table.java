package dev.lanyard.cli.render;

import java.util.ArrayList;
import java.util.List;

/** Lays rows out in columns as wide as their widest cell; every cell is sanitised. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table with a heading. */
    public Table(String... heading) {
        rows.add(List.of(heading));
    }

    /** Adds a row, one cell a column. */
    public void row(String... cells) {
        rows.add(java.util.Arrays.stream(cells).map(cell -> Sanitizer.line(cell, 100)).toList());
    }

    /** Returns the lines, the heading first. */
    public List<String> lines() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.codePointCount(0, cell.length()) + 2));
        }
        return line.toString().stripTrailing();
    }
}
