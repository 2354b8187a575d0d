package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Crossing;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What whoever follows the link out of a mail is shown, in the language of the mail. It names the budgets and not the address:
 * links are forwarded.
 */
public final class UnsubscribePage {

    private UnsubscribePage() {}

    /** The template under {@code templates/UnsubscribePage}. */
    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(String language, String title, String sentence, String button);

        private Templates() {}
    }

    /** Asks whether no more mail is wanted about the budgets of a mail, with a button. */
    public static Uni<String> asking(List<Crossing> said) {
        MailTexts texts = texts(said);
        return page(texts, "unsubscribe.ask", said, texts.say("unsubscribe.button"));
    }

    /** Says that there will be none. */
    public static Uni<String> done(List<Crossing> said) {
        return page(texts(said), "unsubscribe.done", said, "");
    }

    /** Says why nothing was done; in English, since a link that is not ours says no language. */
    public static String refused(String why) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Outlay</title></head><body><p>This link "
                + why + ". Nothing has changed.</p></body></html>";
    }

    private static MailTexts texts(List<Crossing> said) {
        return MailTexts.of(said.getFirst().notification().locale());
    }

    private static Uni<String> page(MailTexts texts, String sentence, List<Crossing> said, String button) {
        String budgets = said.stream()
                .map(crossing -> crossing.budget().name())
                .distinct()
                .collect(Collectors.joining(", "));
        return Templates.page(
                        texts.tag(),
                        texts.say("unsubscribe.title"),
                        texts.say(sentence, Map.of("budgets", budgets)),
                        button)
                .createUni();
    }
}
