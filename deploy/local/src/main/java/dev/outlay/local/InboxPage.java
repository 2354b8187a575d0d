package dev.outlay.local;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** The inbox as HTML. Everything that came from outside is escaped; a mail's own HTML is shown in a sandbox without scripts. */
final class InboxPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="%s">
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title><style>
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222}
            table{border-collapse:collapse;width:100%%}td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
            iframe{width:100%%;height:36rem;border:1px solid #ccc}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f6f6;padding:1rem}
            a{color:#0645ad}.quiet{color:#666}
            </style></head><body>
            """;

    private InboxPage() {}

    static String list(List<ReceivedMail> mails, List<ReceivedWebhook> webhooks) {
        StringBuilder html = new StringBuilder(HEAD.formatted("5", "Outlay inbox"));
        html.append(
                        "<h1>Outlay inbox</h1><p class=quiet>Mail and webhooks of the local stack; nothing leaves this machine. ")
                .append("The newest are kept, over starts as well. JSON: <a href=\"/messages\">/messages</a>, ")
                .append("<a href=\"/webhooks\">/webhooks</a>.</p>");
        html.append("<h2>Mail (").append(mails.size()).append(")</h2>");
        html.append("<table><tr><th>Received</th><th>To</th><th>Subject</th></tr>");
        for (ReceivedMail mail : mails) {
            html.append("<tr><td>")
                    .append(TIME.format(mail.received()))
                    .append("</td><td>")
                    .append(escaped(String.join(", ", mail.to())))
                    .append("</td><td><a href=\"/messages/")
                    .append(mail.id())
                    .append("\">")
                    .append(escaped(mail.subject().isEmpty() ? "(no subject)" : mail.subject()))
                    .append("</a></td></tr>");
        }
        html.append("</table><h2>Webhooks (").append(webhooks.size()).append(")</h2>");
        html.append("<table><tr><th>Received</th><th>To</th><th>webhook-id</th></tr>");
        for (ReceivedWebhook webhook : webhooks) {
            html.append("<tr><td>")
                    .append(TIME.format(webhook.received()))
                    .append("</td><td>/webhooks/")
                    .append(escaped(webhook.name()))
                    .append("</td><td><a href=\"/webhooks/")
                    .append(webhook.id())
                    .append("\">")
                    .append(escaped(webhook.headers().getOrDefault("webhook-id", "(none)")))
                    .append("</a></td></tr>");
        }
        return html.append("</table></body></html>").toString();
    }

    static String mail(ReceivedMail mail) {
        StringBuilder html = new StringBuilder(HEAD.formatted("3600", escaped(mail.subject())));
        html.append("<p><a href=\"/\">Inbox</a></p><h1>")
                .append(escaped(mail.subject()))
                .append("</h1>");
        html.append("<p>From ").append(escaped(mail.from())).append(" to ");
        html.append(escaped(String.join(", ", mail.to())))
                .append(", ")
                .append(TIME.format(mail.received()))
                .append("</p>");
        if (mail.html() != null) {
            html.append("<iframe sandbox title=\"The mail\" srcdoc=\"")
                    .append(escaped(mail.html()))
                    .append("\"></iframe>");
        }
        if (mail.text() != null) {
            html.append("<h2>Text</h2><pre>").append(escaped(mail.text())).append("</pre>");
        }
        return html.append(headers(mail.headers())).append("</body></html>").toString();
    }

    static String webhook(ReceivedWebhook webhook) {
        return HEAD.formatted("3600", "Webhook " + webhook.id()) + "<p><a href=\"/\">Inbox</a></p><h1>/webhooks/"
                + escaped(webhook.name()) + "</h1><p>" + TIME.format(webhook.received()) + "</p><pre>"
                + escaped(webhook.body()) + "</pre>" + headers(webhook.headers()) + "</body></html>";
    }

    private static String headers(Map<String, String> headers) {
        StringBuilder html = new StringBuilder("<details><summary>Headers</summary><table>");
        headers.forEach((name, value) -> html.append("<tr><td>")
                .append(escaped(name))
                .append("</td><td>")
                .append(escaped(value))
                .append("</td></tr>"));
        return html.append("</table></details>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
