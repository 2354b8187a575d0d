package dev.outlay.alert.transport;

import dev.outlay.alert.alert.Crossing;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Collectors;

/** What whoever follows the link out of a mail is shown. It names the budgets and not the address: links are forwarded. */
public final class UnsubscribePage {

    private UnsubscribePage() {}

    /** The template under {@code templates/UnsubscribePage}. */
    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(String title, String sentence, String button);

        private Templates() {}
    }

    /** Asks whether no more mail is wanted about the budgets of a mail, with a button. */
    public static Uni<String> asking(List<Crossing> said) {
        return page("Mail about budgets", "Do you want no more mail about " + budgets(said) + "?", "No more mail");
    }

    /** Says that there will be none. */
    public static Uni<String> done(List<Crossing> said) {
        return page("Mail about budgets", "You get no more mail about " + budgets(said) + ".", "");
    }

    /** Says why nothing was done. */
    public static String refused(String why) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Outlay</title></head><body><p>This link "
                + why + ". Nothing has changed.</p></body></html>";
    }

    private static Uni<String> page(String title, String sentence, String button) {
        return Uni.createFrom()
                .completionStage(() -> Templates.page(title, sentence, button).renderAsync());
    }

    private static String budgets(List<Crossing> said) {
        return said.stream()
                .map(crossing -> crossing.budget().name())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
