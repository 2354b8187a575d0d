package dev.outlay.local.stack;

import dev.outlay.local.LocalCertificate;

/** What is said when everything is ready: where things are, and what to try. */
final class Welcome {
    private final Settings settings;

    Welcome(Settings settings) {
        this.settings = settings;
    }

    String text(boolean background, boolean sample) {
        StringBuilder text = new StringBuilder();
        line(text, "Ready", settings.url(Port.BUDGET) + "  front door (budget-service), the whole API");
        if (settings.tls()) {
            line(text, "", settings.tlsUrl() + "  the same over TLS, for clients that send no token without it");
        }
        line(text, "", settings.url(Port.INGEST) + "  usage-ingest-service");
        line(text, "", settings.url(Port.ALERT) + "  alert-service");
        line(text, "", settings.url(Port.INBOX) + "  inbox: mail and webhooks that arrive");
        line(
                text,
                "",
                "127.0.0.1:" + settings.port(Port.KAFKA) + "  Kafka     127.0.0.1:" + settings.port(Port.POSTGRES)
                        + "  PostgreSQL (user postgres, databases budget and alert)");
        line(text, "Data", settings.data() + "  (logs in logs/, what exports write in exports/)");
        if (settings.tls()) {
            trust(text, LocalCertificate.in(settings.keys()));
            point(text, settings.tlsUrl());
        }
        if (sample) {
            line(
                    text,
                    "Sample",
                    "a made-up partner streams made-up cost; an alert arrives in the inbox within a minute");
        }
        line(text, "Try", "deploy/local/token global-admin prints a bearer token");
        text.append(
                background
                        ? "           deploy/local/down stops everything; a second start finds the data of this one."
                        : "           Ctrl-C stops everything; a second start finds the data of this one.");
        return text.toString();
    }

    /** The certificate vouches for itself, so each client has to be told to believe it. */
    private static void trust(StringBuilder text, LocalCertificate certificate) {
        line(text, "Trust", certificate.certificate() + "  the certificate, for localhost and 127.0.0.1; for instance");
        line(text, "", "curl --cacert " + certificate.certificate());
        line(
                text,
                "",
                "NODE_EXTRA_CA_CERTS=" + certificate.certificate() + "  Node, with the Azure SDK for JavaScript");
        line(text, "", "REQUESTS_CA_BUNDLE=" + certificate.certificate() + "  az, and Python");
        line(text, "", "SSL_CERT_FILE=" + certificate.certificate() + "  Terraform, and Go");
        line(
                text,
                "",
                "java -Djavax.net.ssl.trustStore=" + certificate.trustStore()
                        + "  Java, with the Azure SDK for Java (no password)");
    }

    /** Where tokens come from is the partner's identity provider, which a stack on a laptop has none of: docs/clients.md says how far each comes with a token of the stack's own. */
    private static void point(StringBuilder text, String url) {
        line(text, "Point", "at " + url + "; docs/clients.md says how, and what was tried");
        line(text, "", "az cloud register --name Outlay --endpoint-resource-manager " + url);
        line(
                text,
                "",
                "provider \"azurerm\" { metadata_host = \"" + url.substring("https://".length())
                        + "\", resource_provider_registrations = \"none\", ... }");
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("%-9s  %s%n", name, value));
    }
}
