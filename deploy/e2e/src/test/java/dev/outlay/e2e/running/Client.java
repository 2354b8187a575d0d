package dev.outlay.e2e.running;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Calls one service as one principal. */
public final class Client {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final String url;
    private final @Nullable String token;
    private final Map<String, String> headers;

    /** @param token the bearer token; null calls without one */
    public Client(String url, @Nullable String token) {
        this(url, token, Map.of());
    }

    private Client(String url, @Nullable String token, Map<String, String> headers) {
        this.url = url;
        this.token = token;
        this.headers = headers;
    }

    /** The same, with one header more in all of its requests. */
    public Client saying(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Client(url, token, more);
    }

    /** GET. */
    public Answer get(String path) {
        return answered(request(path).GET().build());
    }

    /** PUT of JSON. */
    public Answer put(String path, String body) {
        return answered(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** POST. */
    public Answer post(String path, String contentType, String body) {
        return answered(posted(path, contentType, body));
    }

    /** POST of a file. */
    public Answer post(String path, String contentType, Path file) {
        try {
            return answered(request(path)
                    .header("Content-Type", contentType)
                    .POST(HttpRequest.BodyPublishers.ofFile(file))
                    .build());
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }

    /** Whatever method, with a body or, where that is empty, without one. */
    public Answer ask(String method, String path, String contentType, String body) {
        HttpRequest.Builder request = request(path);
        return answered(
                body.isEmpty()
                        ? request.method(method, HttpRequest.BodyPublishers.noBody())
                                .build()
                        : request.header("Content-Type", contentType)
                                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                                .build());
    }

    /** POST of which the answer may never come, as when the service is killed meanwhile: status 0 then. */
    public Answer tryToPost(String path, String contentType, String body) {
        return sent(posted(path, contentType, body));
    }

    /** A request without a body of which the answer may never come: status 0 then. */
    public Answer tried(String method, String path) {
        return sent(request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private HttpRequest posted(String path, String contentType, String body) {
        return request(path)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        return request;
    }

    private static Answer answered(HttpRequest request) {
        Answer answer = sent(request);
        if (answer.status() == 0) {
            throw new IllegalStateException(request + ": " + answer.body());
        }
        return answer;
    }

    private static Answer sent(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            Map<String, String> headers = new TreeMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            return new Answer(response.statusCode(), headers, response.body());
        } catch (IOException e) {
            return new Answer(0, Map.of(), "no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, Map.of(), "interrupted");
        }
    }
}
