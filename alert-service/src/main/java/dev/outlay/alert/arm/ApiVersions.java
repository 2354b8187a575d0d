package dev.outlay.alert.arm;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what is wrong with the version that is asked for, in the words of ARM. */
final class ApiVersions {

    private static final Pattern FORM = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?");

    private ApiVersions() {}

    /** The refusal; empty where the type has the version. */
    static Optional<Answer> refusal(ArmType type, Optional<String> version) {
        String wanted = version.orElse("").strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return refused(
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (type.has(wanted)) {
            return Optional.empty();
        }
        String supported = " The supported api-versions are '" + type.listed() + "'.";
        // What has not even the form of a version may be anything, and is not repeated.
        return FORM.matcher(wanted).matches()
                ? refused(
                        "NoRegisteredProviderFound",
                        "No registered resource provider found for API version '" + wanted + "' of " + type.title()
                                + "." + supported)
                : refused(
                        "InvalidApiVersionParameter",
                        "The api-version is invalid. It has the form YYYY-MM-DD or YYYY-MM-DD-preview." + supported);
    }

    private static Optional<Answer> refused(String code, String message) {
        return Optional.of(Answer.error(400, code, message));
    }
}
