package dev.outlay.alert.delivery;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the owner of a webhook is told that it is disabled. */
final class DisabledWords {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private DisabledWords() {}

    static String subject(String receiver, String group) {
        return "Webhook " + receiver + " of the action group " + group + " is disabled";
    }

    /** {@code publicUrl} stands before the addresses, or is empty. */
    static String text(DisabledWebhook webhook, String group, String receiver, String publicUrl) {
        String address = publicUrl.replaceAll("/+$", "") + "/v1/webhooks" + group;
        return """
                Nothing is sent to this webhook any more:

                  receiver       %s
                  action group   %s
                  endpoint       %s
                  disabled at    %s
                  because        %s
                  last success   %s

                Budgets that name this group reach nobody through it until it is mended and enabled again.

                1. Mend the receiver, or give it another URI in the action group.
                2. Enable it:            POST %s/enable   {"receiverName": "%s"}
                3. Get what was missed:  POST %s/recover  {"receiverName": "%s", "since": "..."}

                How it goes with it:     GET  %s
                """.formatted(
                        receiver,
                        group,
                        webhook.endpoint(),
                        MOMENT.format(webhook.disabledAt()),
                        because(webhook),
                        webhook.lastSuccess().map(MOMENT::format).orElse("none"),
                        address,
                        receiver,
                        address,
                        receiver,
                        address);
    }

    private static String because(DisabledWebhook webhook) {
        return webhook.reason().equals("gone")
                ? "it answered 410 Gone"
                : "it has taken nothing for too long (last: "
                        + webhook.lastFailure().orElse("unknown") + ")";
    }
}
