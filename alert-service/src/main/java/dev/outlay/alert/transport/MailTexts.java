package dev.outlay.alert.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What mails say in one of the locales that a notification can have: the files of {@code mail-texts}, one for each, in which
 * names in braces stand for what differs. Source of the locales: functional spec 3.2.
 */
final class MailTexts {

    /** The tags of all locales, as notifications name them. */
    static final List<String> LOCALES = List.of(
            "en-us", "ja-jp", "zh-cn", "de-de", "es-es", "fr-fr", "it-it", "ko-kr", "pt-br", "ru-ru", "zh-tw", "cs-cz",
            "pl-pl", "tr-tr", "da-dk", "en-gb", "hu-hu", "nb-no", "nl-nl", "pt-pt", "sv-se");

    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
    private static final Map<String, MailTexts> ALL =
            LOCALES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), MailTexts::read));
    private static final MailTexts ENGLISH = Objects.requireNonNull(ALL.get("en-us"));

    private final String tag;
    private final Locale locale;
    private final Map<String, String> texts;

    private MailTexts(String tag, Map<String, String> texts) {
        this.tag = tag;
        this.locale = Locale.forLanguageTag(tag);
        this.texts = texts;
    }

    private static MailTexts read(String tag) {
        Properties read = new Properties();
        try (InputStream file =
                Objects.requireNonNull(MailTexts.class.getResourceAsStream("/mail-texts/" + tag + ".properties"))) {
            read.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> texts = new HashMap<>();
        read.stringPropertyNames().forEach(key -> texts.put(key, read.getProperty(key)));
        return new MailTexts(tag, Map.copyOf(texts));
    }

    /** The texts of a locale; of another one with its language, or else of English, where there are none of it. */
    static MailTexts of(String tag) {
        String lower = tag.toLowerCase(Locale.ROOT);
        String language = lower.split("-", 2)[0];
        return Optional.ofNullable(ALL.get(lower))
                .or(() -> LOCALES.stream()
                        .filter(each -> each.startsWith(language + "-"))
                        .findFirst()
                        .map(ALL::get))
                .orElse(ENGLISH);
    }

    /** English of the United States. */
    static MailTexts english() {
        return ENGLISH;
    }

    /** The locale's tag, in lower case. */
    String tag() {
        return tag;
    }

    /** In whose way numbers and dates are written. */
    Locale locale() {
        return locale;
    }

    /** The texts as they stand in the file, by key. */
    Map<String, String> all() {
        return texts;
    }

    /** A text that has no names in it. */
    String say(String key) {
        return say(key, Map.of());
    }

    /**
     * A text with what stands for its names.
     *
     * @throws IllegalArgumentException where there is no such text, or nothing stands for one of its names
     */
    String say(String key, Map<String, String> values) {
        return NAME.matcher(required(texts, key))
                .replaceAll(name -> Matcher.quoteReplacement(required(values, name.group(1))));
    }

    private String required(Map<String, String> from, String key) {
        String value = from.get(key);
        if (value == null) {
            throw new IllegalArgumentException("nothing stands for '" + key + "' in the texts of " + tag);
        }
        return value;
    }
}
