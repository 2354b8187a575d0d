package dev.outlay.ingest.imports;

import dev.outlay.ingest.charge.Problem;
import dev.outlay.ingest.file.Row;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes rejected rows as CSV: line, code, message; one line for each problem. */
final class Rejections implements Closeable {
    static final String HEADER = "line,code,message\r\n";

    private final BufferedWriter csv;

    Rejections(Path file) throws IOException {
        this.csv = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        csv.write(HEADER);
    }

    void add(Row row, List<Problem> problems) throws IOException {
        for (Problem problem : problems) {
            csv.write(row.line() + "," + cell(problem.code().text()) + "," + cell(problem.message()) + "\r\n");
        }
    }

    /** A cell that no spreadsheet takes for a formula. */
    static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
