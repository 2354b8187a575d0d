package dev.outlay.openapi;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends malformed requests to a running service and compares each answer with what has to become of the request. A refusal has the error envelope that the operation documents;
 * what is too long for the HTTP layer (414, 431) it refuses before any route is asked, without the envelope.
 */
public final class RefusalCheck {

    private static final int MOST_PROBLEMS = 50;

    private final URI address;
    private final String token;
    private final Map<String, String> problems = new ConcurrentSkipListMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final AtomicInteger harmless = new AtomicInteger();

    private RefusalCheck(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /** Sends all of the requests, so many at a time, and waits for the answers. */
    public static RefusalCheck of(URI address, String token, List<MalformedRequest> requests, int atOnce) {
        RefusalCheck check = new RefusalCheck(address, token);
        try (ForkJoinPool pool = new ForkJoinPool(atOnce)) {
            pool.submit(() -> requests.parallelStream().forEach(check::send)).join();
        }
        return check;
    }

    /** What was answered otherwise than it had to be, with a request for each mutation; not more than anybody would read. */
    public List<String> problems() {
        return problems.values().stream().limit(MOST_PROBLEMS).toList();
    }

    /** How many requests were successful in spite of everything. */
    public int harmless() {
        return harmless.get();
    }

    private void send(MalformedRequest request) {
        try {
            HttpAnswer answer = HttpAnswer.to(address, request.bytes(token));
            synchronized (statuses) {
                statuses.merge(answer.status(), 1, Integer::sum);
            }
            problem(request, answer)
                    .ifPresent(problem -> add(problem + ": " + answer.status() + " " + start(answer.body()), request));
        } catch (IOException unanswered) {
            add(unanswered.toString(), request);
        }
    }

    private void add(String problem, MalformedRequest request) {
        problems.putIfAbsent(request.mutation(), problem + " <- " + request);
    }

    private static String start(String text) {
        return text.substring(0, Math.min(text.length(), 500));
    }

    private Optional<String> problem(MalformedRequest request, HttpAnswer answer) {
        int status = answer.status();
        if (!request.isHttp()) {
            return status == 0 || isRefusal(status) ? Optional.empty() : Optional.of("not refused");
        }
        if (status >= 200 && status < 300) {
            harmless.incrementAndGet();
            return success(request, answer);
        }
        if (!isRefusal(status)) {
            return Optional.of("no refusal");
        }
        if (answer.body().contains("\tat ") || answer.body().contains("Exception")) {
            return Optional.of("tells of the code");
        }
        // What is too long to be read is of no operation, so none describes the answer.
        boolean isOfNone = status == 414 || status == 431;
        return isOfNone ? enveloped(answer) : refusal(request, answer);
    }

    private static Optional<String> success(MalformedRequest request, HttpAnswer answer) {
        return switch (request.expected()) {
            case REFUSED, REFUSED_ELSEWHERE, NOT_HTTP -> Optional.of("not refused");
            case ELSEWHERE -> Optional.empty();
            case REFUSED_OR_HARMLESS -> described(request, answer);
        };
    }

    private static Optional<String> refusal(MalformedRequest request, HttpAnswer answer) {
        return switch (request.expected()) {
            case REFUSED, REFUSED_OR_HARMLESS -> described(request, answer);
            default -> enveloped(answer);
        };
    }

    private static Optional<String> enveloped(HttpAnswer answer) {
        return AnswerCheck.hasEnvelope(answer.body()) ? Optional.empty() : Optional.of("no envelope");
    }

    private static Optional<String> described(MalformedRequest request, HttpAnswer answer) {
        return AnswerCheck.problems(request.operation(), answer.status(), answer::header, answer.body()).stream()
                .findFirst();
    }

    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500;
    }

    @Override
    public String toString() {
        return "answers by status " + statuses + ", harmless " + harmless + ", problems " + problems.size();
    }
}
