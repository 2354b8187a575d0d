package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Parcel;
import dev.outlay.alert.link.SignedLinks;
import dev.outlay.alert.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The signed links in what is told, for whoever reads it and has no login. The same delivery has the same ones at every attempt.
 * There are none where no public address is configured, nor in a test, of which there is nothing to have seen or to hear no more.
 */
@ApplicationScoped
class PublicLinks {

    /** How long after it was planned. RFC 8058 leaves it to the sender; some law asks for 30 days. */
    private static final Duration HOLD = Duration.ofDays(90);

    private final SignedLinks links;
    private final String publicUrl;

    PublicLinks(SignedLinks links, Settings settings) {
        this.links = links;
        this.publicUrl = settings.publicUrl().orElse("").replaceAll("/+$", "");
    }

    /** To get no more mail about the budgets of a mail. */
    Optional<String> unsubscribe(Parcel parcel) {
        return link(parcel, "unsubscribe", SignedLinks.Purpose.UNSUBSCRIBE);
    }

    /** To say that what is told was seen. */
    Optional<String> acknowledge(Parcel parcel) {
        return link(parcel, "acknowledge", SignedLinks.Purpose.ACKNOWLEDGE);
    }

    /**
     * To agree to messages that a receiver was asked about.
     *
     * @param question id of what it was asked
     */
    Optional<String> verify(UUID question, Instant askedAt) {
        return publicUrl.isEmpty()
                ? Optional.empty()
                : Optional.of(publicUrl + "/v1/agree/"
                        + links.write(SignedLinks.Purpose.AGREE, question, askedAt.plus(HOLD)));
    }

    private Optional<String> link(Parcel parcel, String word, SignedLinks.Purpose purpose) {
        return publicUrl.isEmpty() || parcel.isTest()
                ? Optional.empty()
                : Optional.of(publicUrl + "/v1/" + word + "/"
                        + links.write(purpose, parcel.id(), parcel.createdAt().plus(HOLD)));
    }
}
