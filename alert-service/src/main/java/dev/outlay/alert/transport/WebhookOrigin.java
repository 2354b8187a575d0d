package dev.outlay.alert.transport;

import dev.outlay.alert.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Under which name this installation, with all its replicas, asks receivers whether they want messages: the name of its public address, else the domain of its mail.
 * Source: CloudEvents' HTTP 1.1 Web Hooks 1.0, section 4.1.2.
 */
final class WebhookOrigin {

    /** Stands in the question, and in every message to whoever has agreed. */
    static final String HEADER = "webhook-request-origin";

    private WebhookOrigin() {}

    static String of(Settings settings) {
        String host = settings.publicUrl().map(WebhookOrigin::host).orElse("");
        String name = host.isEmpty() ? MailSender.domain(settings.mail().from()) : host;
        return name.toLowerCase(Locale.ROOT);
    }

    /** Empty where the address has none: then links do not work either, but nothing else need fail. */
    private static String host(String url) {
        try {
            String host = new URI(url.strip()).getHost();
            return host == null ? "" : host;
        } catch (URISyntaxException notUri) {
            return "";
        }
    }
}
