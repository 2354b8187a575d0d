package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Functions that make and ask texts. Where Azure compares in any casing, so does this. */
final class TextFunctions {

    /** Of a text that is made: as much as a value may be. */
    private static final int LONGEST = 262_144;

    private static final int MOST_DELIMITERS = 10;

    private TextFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.exactly("toLower", 1, call -> call.made(call.text(0).toLowerCase(Locale.ROOT))),
                Function.exactly("toUpper", 1, call -> call.made(call.text(0).toUpperCase(Locale.ROOT))),
                Function.exactly("trim", 1, call -> call.made(call.text(0).strip())),
                Function.exactly("string", 1, call -> call.made(Functions.written(call, call.value(0)))),
                Function.between("substring", 2, 3, TextFunctions::substring),
                Function.exactly("replace", 3, TextFunctions::replace),
                Function.exactly("split", 2, TextFunctions::split),
                Function.exactly("join", 2, TextFunctions::join),
                Function.atLeast("format", 1, TextFunctions::format),
                Function.between("padLeft", 2, 3, TextFunctions::padLeft),
                Function.exactly(
                        "startsWith",
                        2,
                        call -> call.made(call.text(0)
                                .regionMatches(
                                        true, 0, call.text(1), 0, call.text(1).length()))),
                Function.exactly(
                        "endsWith",
                        2,
                        call -> call.made(call.text(0)
                                .regionMatches(
                                        true,
                                        call.text(0).length() - call.text(1).length(),
                                        call.text(1),
                                        0,
                                        call.text(1).length()))),
                Function.exactly(
                        "base64",
                        1,
                        call -> call.made(
                                Base64.getEncoder().encodeToString(call.text(0).getBytes(StandardCharsets.UTF_8)))),
                Function.atLeast("guid", 1, call -> call.made(UniqueTexts.guid(texts(call)))),
                Function.atLeast("uniqueString", 1, call -> call.made(UniqueTexts.uniqueString(texts(call)))));
    }

    private static List<String> texts(Arguments call) {
        List<String> texts = new ArrayList<>();
        for (int number = 0; number < call.count(); number++) {
            texts.add(call.text(number));
            call.work().text(call.text(number).length());
        }
        return texts;
    }

    private static JsonNode substring(Arguments call) {
        String text = call.text(0);
        int start = call.count(1, 0);
        int length = call.has(2) ? call.count(2, 0) : text.length() - start;
        if (start > text.length() || length > text.length() - start) {
            throw call.problem("takes a start and a length within the text");
        }
        return call.made(text.substring(start, start + length));
    }

    private static JsonNode replace(Arguments call) {
        String text = call.text(0);
        String sought = call.text(1);
        if (sought.isEmpty()) {
            throw call.wrong(1, "a text that is not empty");
        }
        call.work().sought(text, sought);
        StringBuilder made = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, from)) {
            made.append(text, from, at).append(call.text(2));
            from = at + sought.length();
            requireBounded(call, made);
        }
        return call.made(made.append(text, from, text.length()).toString());
    }

    private static JsonNode split(Arguments call) {
        List<String> delimiters = new ArrayList<>();
        if (call.value(1).isArray()) {
            call.wholeArray(1).forEach(each -> delimiters.add(each.asText()));
        } else {
            delimiters.add(call.text(1));
        }
        if (delimiters.isEmpty() || delimiters.size() > MOST_DELIMITERS || delimiters.contains("")) {
            throw call.wrong(1, "one to ten texts that are not empty");
        }
        String text = call.text(0);
        call.work().spend((long) text.length() * delimiters.size());
        delimiters.forEach(each -> call.work().sought(text, each));
        var parts = Functions.nodes().arrayNode();
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            int place = at;
            int taken = delimiters.stream()
                    .filter(each -> text.startsWith(each, place))
                    .mapToInt(String::length)
                    .findFirst()
                    .orElse(0);
            if (taken > 0) {
                parts.add(text.substring(from, at));
                from = at + taken;
            }
            at += Math.max(1, taken);
        }
        return call.made(parts.add(text.substring(from)));
    }

    private static JsonNode join(Arguments call) {
        StringBuilder made = new StringBuilder();
        String between = call.text(1);
        boolean first = true;
        for (JsonNode each : call.wholeArray(0)) {
            made.append(first ? "" : between).append(Functions.written(call, each));
            first = false;
            requireBounded(call, made);
        }
        return call.made(made.toString());
    }

    private static JsonNode padLeft(Arguments call) {
        String text = Functions.written(call, call.value(0));
        int length = call.count(1, 0);
        String with = call.text(2, " ");
        if (with.length() != 1) {
            throw call.wrong(2, "one character");
        }
        call.work().text(length);
        return call.made(with.repeat(Math.max(0, length - text.length())) + text);
    }

    /** A number between braces stands for an argument, from 0 for the first one after the format; two braces stand for one. What .NET knows beyond that, Bicep writes nowhere by itself. */
    private static JsonNode format(Arguments call) {
        String format = call.text(0);
        StringBuilder made = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char character = format.charAt(at);
            boolean doubled = at + 1 < format.length() && format.charAt(at + 1) == character;
            if ((character == '{' || character == '}') && doubled) {
                made.append(character);
                at += 2;
            } else if (character == '{') {
                int end = format.indexOf('}', at);
                made.append(Functions.written(call, call.value(placed(call, format, at + 1, end))));
                at = end + 1;
            } else if (character == '}') {
                throw call.problem("takes a format in which each '}' ends a '{'");
            } else {
                made.append(character);
                at++;
            }
            requireBounded(call, made);
        }
        return call.made(made.toString());
    }

    /** The number of the argument that stands between two braces. */
    private static int placed(Arguments call, String format, int from, int end) {
        boolean isNumber = end > from
                && end - from <= 4
                && format.substring(from, end).chars().allMatch(digit -> digit >= '0' && digit <= '9');
        int number = isNumber ? Integer.parseInt(format.substring(from, end)) + 1 : 0;
        if (!isNumber || !call.has(number)) {
            throw call.problem(
                    "takes a format with '{0}' for the first argument after it, and so on; widths and formats within"
                            + " the braces are not served");
        }
        return number;
    }

    /** A text grows no further than a value may. */
    static void requireBounded(Arguments call, StringBuilder made) {
        if (made.length() > LONGEST) {
            throw call.problem("makes a text of more than " + LONGEST + " characters");
        }
    }
}
