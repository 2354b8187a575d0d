package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.delivery.Parcel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The headers of a mail by which programs know it. They are made of what was recorded alone, so that every attempt has the
 * same ones. Sources: RFC 5322 section 3.6.4, RFC 3834 section 5, RFC 2369, RFC 8058.
 */
final class MailHeaders {

    private MailHeaders() {}

    /**
     * Headers by name.
     *
     * @param domain      that of the sender, for message ids
     * @param unsubscribe where no more mail of this kind can be asked for; empty where no public address is known
     */
    static Map<String, String> of(Parcel parcel, String domain, Optional<String> unsubscribe) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Message-ID", "<" + parcel.id() + "@" + domain + ">");
        headers.put("Auto-Submitted", "auto-generated");
        thread(parcel, domain).ifPresent(root -> {
            headers.put("In-Reply-To", root);
            headers.put("References", root);
        });
        unsubscribe.ifPresent(link -> {
            headers.put("List-Unsubscribe", "<" + link + ">");
            if (link.startsWith("https://")) {
                headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
        });
        return headers;
    }

    /**
     * What all mails about one budget and period answer to, so that mail programs show them together: a message that was
     * never sent. A digest of several has no place among them.
     */
    private static Optional<String> thread(Parcel parcel, String domain) {
        Set<String> roots = parcel.crossings().stream()
                .map(crossing -> root(crossing, domain))
                .collect(Collectors.toSet());
        return roots.size() == 1 ? roots.stream().findFirst() : Optional.empty();
    }

    private static String root(Crossing crossing, String domain) {
        return "<" + crossing.budget().uuid() + "." + crossing.period().start() + "@" + domain + ">";
    }
}
