package dev.outlay.budget.arm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what a signed link opens: /v1/{kind}/{token}. Whoever follows one has no token of an issuer, and nobody is asked who it is. */
final class LinkRouting {

    private static final int SEGMENTS = 3;

    private LinkRouting() {}

    /** A link to a file, which this service has made. */
    static Optional<Routing.Resource> download(List<String> segments) {
        return isLink(segments, "downloads")
                ? Optional.of(new Routing.Resource(null, null, segments.getLast(), Map.of("GET", Route.FOLLOW_LINK)))
                : Optional.empty();
    }

    /** Whether it is a link of what was told, about which the alert service decides by itself. */
    static boolean isOfAlert(List<String> segments) {
        return isLink(segments, "unsubscribe") || isLink(segments, "acknowledge") || isLink(segments, "agree");
    }

    private static boolean isLink(List<String> segments, String kind) {
        return segments.size() == SEGMENTS
                && segments.getFirst().toLowerCase(Locale.ROOT).equals("v1")
                && segments.get(1).toLowerCase(Locale.ROOT).equals(kind);
    }
}
