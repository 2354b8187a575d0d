package dev.outlay.budget.arm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Links to further pages of a list, which clients follow as they are. */
final class Links {

    private Links() {}

    private static final String TOKEN = "$skiptoken";
    private static final String SESSION = "sessiontoken";

    /** What the token says instead. */
    private static final Set<String> BEGINNING = Set.of(TOKEN, "$skip", "skip");

    /** The next page of the list that was asked for: the same question, from the token on. */
    static String next(Call call, String path, String token) {
        StringBuilder link = new StringBuilder(call.link(Query.target(segments(path), null))).append('?');
        Query.parameters(call.query()).forEach((name, values) -> {
            if (!BEGINNING.contains(name.toLowerCase(Locale.ROOT))) {
                link.append(Query.encoded(name).replace("%24", "$"))
                        .append('=')
                        .append(Query.encoded(values.getFirst()))
                        .append('&');
            }
        });
        return link.append(TOKEN).append('=').append(token).toString();
    }

    /** A list from the token on, of which nothing else is asked. */
    static String from(Call call, String path, String token) {
        return operation(call, path) + "&" + TOKEN + "=" + token;
    }

    /**
     * Where the result of an operation is asked for, in the version in which it was begun. A {@code sessiontoken} means nothing here; it is carried through as
     * it was sent, before the version, since that is the address that clients have been told to go on asking (azure-rest-contract.md section 1).
     */
    static String operation(Call call, String path) {
        String session = call.parameter(SESSION);
        return call.link(Query.target(
                segments(path),
                (session.isEmpty() ? "" : SESSION + "=" + Query.encoded(session).replace("%3A", ":") + "&")
                        + "api-version=" + Query.encoded(call.parameter("api-version"))));
    }

    /**
     * Where a document is asked for, in the version in which it was told of.
     *
     * @param token what clients take out of the address and send along; the caller's own token is what decides
     */
    static String document(Call call, String path, String token) {
        return call.link(Query.target(
                segments(path),
                "downloadToken=" + Query.encoded(token) + "&api-version="
                        + Query.encoded(call.parameter("api-version"))));
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
