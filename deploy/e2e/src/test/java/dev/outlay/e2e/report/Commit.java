package dev.outlay.e2e.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commit that is tried, as Git says. */
final class Commit {
    private Commit() {}

    /** Its short name, and whether files differ from it; reports do not count. */
    static String of(Path repository) {
        try {
            String commit = git(repository, "rev-parse", "--short=12", "HEAD");
            String changed =
                    git(repository, "status", "--porcelain", "--untracked-files=no", "--", ".", ":!deploy/e2e/reports");
            return changed.isEmpty() ? commit : commit + ", with changes that are not committed";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private static String git(Path repository, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (git.waitFor() != 0) {
            throw new IOException("git has failed");
        }
        return output;
    }
}
