package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Crossing;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What whoever follows a signed link is shown, in the language in which they were told. It names the budgets and not the address:
 * links are forwarded.
 */
public enum LinkPage {
    /** To get no more mail about budgets. */
    UNSUBSCRIBE,
    /** To say that alerts were seen. */
    ACKNOWLEDGE;

    /** The template under {@code templates/LinkPage}. */
    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(String language, String title, String sentence, String button);

        private Templates() {}
    }

    /** Asks whether that is meant, with a button. */
    public Uni<String> asking(List<Crossing> said) {
        return page("ask", said, texts(said).say(key("button")));
    }

    /** Says that it is done. */
    public Uni<String> done(List<Crossing> said) {
        return page("done", said, "");
    }

    /** Says why nothing was done; in English, since a link that is not ours says no language. */
    public static String refused(String why) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Outlay</title></head><body><p>This link "
                + why + ". Nothing has changed.</p></body></html>";
    }

    private static MailTexts texts(List<Crossing> said) {
        return MailTexts.of(said.getFirst().notification().locale());
    }

    private String key(String word) {
        return name().toLowerCase(Locale.ROOT) + "." + word;
    }

    private Uni<String> page(String sentence, List<Crossing> said, String button) {
        MailTexts texts = texts(said);
        String budgets = said.stream()
                .map(crossing -> crossing.budget().name())
                .distinct()
                .collect(Collectors.joining(", "));
        return Templates.page(
                        texts.tag(),
                        texts.say(key("title")),
                        texts.say(key(sentence), Map.of("budgets", budgets)),
                        button)
                .createUni();
    }
}
