package dev.outlay.alert.log;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Puts what a message names, such as {@code delivery=%s}, beside the message, so that a log as JSON can be searched by it. Names are read from
 * the template and never from a value, so that nobody can write one into a log from outside; only those of the vocabulary count, which all
 * three services share (deploy/runbooks/logs.md).
 */
@LoggingFilter(name = "keys")
public final class LogKeys implements Filter {

    /** Every name that a message may use. Values are ids, counts and fixed words, never an address of a person or a secret. */
    static final Set<String> VOCABULARY = Set.of(
            "alert",
            "attempt",
            "attempts",
            "budget",
            "delivery",
            "disabled",
            "endpoint",
            "event",
            "export",
            "file",
            "folder",
            "group",
            "import",
            "kind",
            "lifted",
            "method",
            "notice",
            "notices",
            "path",
            "principal",
            "reason",
            "reconciliation",
            "replayed",
            "request",
            "run",
            "scope",
            "sent",
            "silence",
            "since",
            "state",
            "suppression",
            "task",
            "test",
            "trace",
            "until",
            "upload",
            "webhook");

    private static final String VALUE = "%[sd]";

    /** A value, or several with a slash or a hyphen between, and the name before it, where it has one. */
    private static final Pattern NAMED =
            Pattern.compile("(?:\\b([a-z]+)=)?(" + VALUE + "(?:[-/]" + VALUE + ")*)|%[^sd]");

    private static final String HOUSE = "dev.outlay.";

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record instanceof ExtLogRecord line
                && line.getFormatStyle() == ExtLogRecord.FormatStyle.PRINTF
                && line.getParameters() != null
                && String.valueOf(line.getLoggerName()).startsWith(HOUSE)) {
            lift(line, line.getParameters());
        }
        return true;
    }

    private static void lift(ExtLogRecord line, Object[] parameters) {
        Matcher named = NAMED.matcher(line.getMessage());
        int next = 0;
        while (named.find() && named.group(2) != null) {
            int end = next
                    + (int) named.group(2).chars().filter(sign -> sign == '%').count();
            if (end > parameters.length) {
                return;
            }
            if (named.group(1) != null && VOCABULARY.contains(named.group(1))) {
                line.putMdc(named.group(1), String.format(named.group(2), Arrays.copyOfRange(parameters, next, end)));
            }
            next = end;
        }
    }
}
