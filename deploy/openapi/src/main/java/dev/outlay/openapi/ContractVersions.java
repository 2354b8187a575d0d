package dev.outlay.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The api-versions that Azure's contract names in its text. Only where there is a {@link Reference}. */
public final class ContractVersions {

    /** {@code 2019-05-01(-preview)} names two. */
    private static final Pattern VERSION = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(-preview|\\(-preview\\))?");

    private ContractVersions() {}

    /**
     * Those that stand between two texts, in lower case. Of a range both ends.
     *
     * @param begin stands once in the contract
     * @param end the first one after it
     * @throws IllegalArgumentException when the contract does not say so
     */
    public static Set<String> between(String begin, String end) {
        String contract = contract();
        int from = contract.indexOf(begin);
        if (from < 0 || contract.indexOf(begin, from + 1) >= 0) {
            throw new IllegalArgumentException("the contract does not say once: " + begin);
        }
        int until = contract.indexOf(end, from + begin.length());
        if (until < 0) {
            throw new IllegalArgumentException("the contract does not say after it: " + end);
        }
        Set<String> versions = new TreeSet<>();
        Matcher matcher = VERSION.matcher(contract.substring(from, until));
        while (matcher.find()) {
            String preview = matcher.group(2);
            versions.add("-preview".equals(preview) ? matcher.group() : matcher.group(1));
            if ("(-preview)".equals(preview)) {
                versions.add(matcher.group(1) + "-preview");
            }
        }
        return versions;
    }

    private static String contract() {
        try {
            return Files.readString(Reference.file("azure-rest-contract.md"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
