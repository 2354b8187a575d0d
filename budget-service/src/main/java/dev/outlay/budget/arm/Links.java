package dev.outlay.budget.arm;

import java.util.Arrays;
import java.util.List;

/** Links to further pages of a list, which clients follow as they are. */
final class Links {

    private Links() {}

    /** The next page of the list that was asked for. */
    static String next(Call call, String path, String token) {
        StringBuilder link = new StringBuilder(call.link(Query.target(segments(path), null)));
        char separator = '?';
        for (String kept : new String[] {"api-version", "$top", "periodStartDate", "periodEndDate"}) {
            String value = Query.value(call.query(), kept);
            if (value != null) {
                link.append(separator).append(kept).append('=').append(Query.encoded(value));
                separator = '&';
            }
        }
        return link.append(separator).append("$skiptoken=").append(token).toString();
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
