package dev.outlay.alert.transport;

import dev.outlay.alert.delivery.Parcel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marks a mail that only tests its receiver, so that nobody takes its figures for true. */
final class TestMark {

    private static final String SENTENCE =
            "This is a test of an action group. Nothing was crossed, and the figures are made up.";
    private static final Pattern BODY = Pattern.compile("<body[^>]*>");

    private TestMark() {}

    static String ofSubject(Parcel parcel, String subject) {
        return parcel.isTest() ? "[Test] " + subject : subject;
    }

    static String ofText(Parcel parcel, String text) {
        return parcel.isTest() ? SENTENCE + "\n\n" + text : text;
    }

    static String ofHtml(Parcel parcel, String html) {
        return parcel.isTest()
                ? BODY.matcher(html)
                        .replaceFirst("$0" + Matcher.quoteReplacement("<p><strong>" + SENTENCE + "</strong></p>"))
                : html;
    }
}
