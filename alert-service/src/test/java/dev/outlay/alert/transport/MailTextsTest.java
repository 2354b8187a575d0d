package dev.outlay.alert.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outlay.alert.running.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every locale says everything, about the same things. */
class MailTextsTest {

    private static final Pattern NAME = Pattern.compile("\\{[^}]*}");

    static List<String> locales() {
        return MailTexts.LOCALES;
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<String>> names(MailTexts texts) {
        Map<String, Set<String>> names = new TreeMap<>();
        texts.all().forEach((key, text) -> names.put(key, names(text)));
        return names;
    }

    @ParameterizedTest
    @MethodSource("locales")
    void aLocaleHasEveryTextWithTheSameNamesInItAndNoOther(String locale) {
        MailTexts texts = MailTexts.of(locale);
        assertThat(texts.tag()).isEqualTo(locale);
        assertThat(names(texts)).isEqualTo(names(MailTexts.english()));
        assertThat(texts.all().values()).noneMatch(String::isBlank);
    }

    /** Few words are the same in English: Budget, Period, a name alone. */
    @ParameterizedTest
    @MethodSource("locales")
    void aLocaleIsTranslated(String locale) {
        if (!locale.startsWith("en-")) {
            Map<String, String> english = MailTexts.english().all();
            assertThat(MailTexts.of(locale).all().entrySet().stream()
                            .filter(text -> text.getValue().equals(english.get(text.getKey())))
                            .map(Map.Entry::getKey))
                    .as("texts of " + locale + " that are those of en-us")
                    .hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void thereIsAFileForEachLocaleAndNoOther() throws Exception {
        try (Stream<Path> files =
                Files.list(Repository.root().resolve("alert-service/src/main/resources/mail-texts"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".properties", "")))
                    .containsExactlyInAnyOrderElementsOf(MailTexts.LOCALES);
        }
        assertThat(MailTexts.LOCALES).hasSize(21).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "de-de, de-de",
        "DE-DE, de-de",
        "de-ch, de-de",
        "de, de-de",
        "en-au, en-us",
        "xx-yy, en-us",
        "no locale at all!, en-us",
        "'', en-us"
    })
    void ofALocaleThatThereIsNotTheLanguageIsTakenOrElseEnglish(String tag, String taken) {
        assertThat(MailTexts.of(tag).tag()).isEqualTo(taken);
    }

    @Test
    void whatStandsForANameIsShownAsItIsAndOneThatNothingStandsForIsAFault() {
        assertThat(MailTexts.english().say("title", Map.of("budget", "{day} $1 \\")))
                .isEqualTo("Budget {day} $1 \\");
        assertThatThrownBy(() -> MailTexts.english().say("title")).hasMessageContaining("budget");
        assertThatThrownBy(() -> MailTexts.english().say("nothing")).hasMessageContaining("nothing");
    }
}
