package dev.outlay.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How to see that a process is ready. */
sealed interface Readiness {

    /** Looks now. */
    State look();

    /** Makes it forget an earlier run. */
    default void reset() {}

    /**
     * What was seen.
     *
     * @param ready whether it is ready
     * @param detail what it says about itself: progress, or why it is not ready; may be empty
     */
    record State(boolean ready, String detail) {}

    /** The process writes its status into a file; the first word {@code ready} says that it is. */
    record StatusFile(Path file) implements Readiness {
        @Override
        public State look() {
            try {
                String status = Files.readString(file).strip();
                return new State(status.startsWith("ready"), status);
            } catch (IOException e) {
                return new State(false, "");
            }
        }

        @Override
        public void reset() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new StackFailure("Cannot delete " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /** The process answers 200 at an address. */
    record HealthAddress(URI address) implements Readiness {
        private static final HttpClient HTTP = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        @Override
        public State look() {
            try {
                HttpResponse<String> answer = HTTP.send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                String body = answer.body().replaceAll("\\s+", " ").strip();
                return new State(answer.statusCode() == 200, body.substring(0, Math.min(300, body.length())));
            } catch (IOException e) {
                return new State(false, "");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new State(false, "");
            }
        }
    }
}
