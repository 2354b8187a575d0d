package dev.outlay.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call of the table of section 1 of the wire contract.
 *
 * @param number in the table
 * @param target path and query as written there, with names in braces
 * @param body name of the file that is sent; empty for none
 * @param success statuses that are a success
 */
record CommandLine(int number, String method, String target, String body, Set<Integer> success) {

    private static final Pattern ROW = Pattern.compile("\\|(\\d+)(?:-(\\d+))?\\|\\s*(.*?)\\s*\\|\\s*(.*?)\\s*\\|.*");
    private static final Pattern CALL = Pattern.compile("([A-Z]+) (?:`([^`]+)`|same)(?: \\+ (.*))?");
    private static final Pattern STATUS = Pattern.compile("\\b20\\d\\b");
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    static List<CommandLine> of(Path contract) {
        List<CommandLine> all = new ArrayList<>();
        String same = "";
        for (String line : section(contract)) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            Matcher call = CALL.matcher(row.group(3));
            if (!call.find()) {
                throw new IllegalStateException("no call: " + line);
            }
            String target = call.group(2) == null ? same : complete(call.group(2));
            same = target;
            Set<Integer> success = STATUS.matcher(row.group(4))
                    .results()
                    .map(MatchResult::group)
                    .map(Integer::valueOf)
                    .collect(Collectors.toSet());
            int number = Integer.parseInt(row.group(1));
            String bodies = call.group(3) == null ? "" : call.group(3).replace("@", "");
            for (String body : bodies.split(" / ")) {
                all.add(new CommandLine(number++, call.group(1), target, body, success));
            }
        }
        return all;
    }

    private static List<String> section(Path contract) {
        try {
            List<String> lines = Files.readAllLines(contract);
            int begin = lines.indexOf(lines.stream()
                    .filter(line -> line.startsWith("## 1."))
                    .findFirst()
                    .orElseThrow());
            return lines.subList(begin + 1, lines.size()).stream()
                    .takeWhile(line -> !line.startsWith("## "))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The table leaves out what is the same in every line. */
    private static String complete(String target) {
        if (!target.startsWith("...")) {
            return target;
        }
        String rest = target.substring(3);
        return "/providers/Microsoft.Billing"
                + (rest.startsWith("/billingAccounts") ? rest : "/billingAccounts/{ba}" + rest);
    }

    /** The same with names filled in. */
    String target(Map<String, String> names) {
        return NAME.matcher(target)
                .replaceAll(name -> Matcher.quoteReplacement(names.getOrDefault(name.group(1), name.group(1))));
    }

    @Override
    public String toString() {
        return number + " " + method + " " + target;
    }
}
