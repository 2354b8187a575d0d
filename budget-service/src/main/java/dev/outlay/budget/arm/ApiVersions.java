package dev.outlay.budget.arm;

import dev.outlay.budget.refusal.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The api versions that each provider answers (azure-rest-contract.md). They differ in what they leave out; the newest shape is always answered, but of metadata. */
final class ApiVersions {

    private static final Map<String, Set<String>> KNOWN = Map.of(
            "Microsoft.Consumption",
            Set.of(
                    "2018-10-01",
                    "2019-01-01",
                    "2019-04-01-preview",
                    "2019-05-01-preview",
                    "2019-05-01",
                    "2019-06-01",
                    "2019-10-01",
                    "2019-11-01",
                    "2021-05-01",
                    "2021-10-01",
                    "2022-09-01",
                    "2023-03-01",
                    "2023-05-01",
                    "2023-11-01",
                    "2024-08-01",
                    "2026-06-01"),
            "Microsoft.CostManagement",
            Set.of(
                    "2018-05-31",
                    "2018-08-31",
                    "2019-01-01",
                    "2019-04-01-preview",
                    "2019-09-01",
                    "2019-10-01",
                    "2019-11-01",
                    "2020-06-01",
                    "2021-10-01",
                    "2022-02-01-preview",
                    "2022-05-01",
                    "2022-08-01-preview",
                    "2022-10-01",
                    "2022-10-01-preview",
                    "2022-10-05-preview",
                    "2023-03-01",
                    "2023-04-01-preview",
                    "2023-07-01-preview",
                    "2023-08-01",
                    "2023-09-01",
                    "2023-11-01",
                    "2024-08-01",
                    "2024-10-01-preview",
                    "2025-03-01"),
            "Microsoft.Billing",
            Set.of("2018-11-01-preview", "2019-10-01-preview", "2020-05-01", "2020-09-01-preview", "2024-04-01"),
            "Microsoft.Management",
            Set.of(
                    "2018-03-01-preview",
                    "2019-11-01",
                    "2020-02-01",
                    "2020-05-01",
                    "2020-10-01",
                    "2021-04-01",
                    "2023-04-01"),
            "Microsoft.Authorization",
            Set.of(
                    "2015-07-01",
                    "2018-01-01-preview",
                    "2018-09-01-preview",
                    "2020-03-01-preview",
                    "2020-04-01-preview",
                    "2020-08-01-preview",
                    "2020-10-01-preview",
                    "2021-04-01-preview",
                    "2022-04-01",
                    "2022-05-01-preview"),
            TenantRouting.RESOURCES,
            Set.of(
                    "2014-04-01",
                    "2015-01-01",
                    "2015-11-01",
                    "2016-06-01",
                    "2018-05-01",
                    "2018-06-01",
                    "2019-03-01",
                    "2019-05-01",
                    "2019-06-01",
                    "2019-07-01",
                    "2019-08-01",
                    "2019-10-01",
                    "2019-11-01",
                    "2020-01-01",
                    "2020-06-01",
                    "2020-08-01",
                    "2020-10-01",
                    "2021-01-01",
                    "2021-04-01",
                    "2022-09-01",
                    "2022-12-01",
                    "2023-07-01",
                    "2024-03-01",
                    "2024-07-01",
                    "2024-11-01",
                    "2025-03-01",
                    "2025-04-01"),
            MetadataEndpoint.PROVIDER,
            Set.of("2015-01-01", "2019-05-01", "2020-06-01", "2022-09-01"));

    private ApiVersions() {}

    /** All versions of a provider; none of one that has none. */
    static Set<String> of(String provider) {
        return KNOWN.getOrDefault(provider, Set.of());
    }

    /** What is wrong with the version that was asked for; empty for nothing. */
    static Optional<Refusal> refusal(String provider, @Nullable String version) {
        if (version == null || version.isBlank()) {
            return Optional.of(new Refusal(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests."));
        }
        String wanted = version.toLowerCase(Locale.ROOT);
        if (KNOWN.getOrDefault(provider, Set.of()).contains(wanted)) {
            return Optional.empty();
        }
        String supported = " The supported api-versions are '"
                + String.join(
                        ", ",
                        KNOWN.getOrDefault(provider, Set.of()).stream().sorted().toList())
                + "'.";
        if (!isDate(wanted)) {
            return Optional.of(new Refusal(
                    400,
                    "InvalidApiVersionParameter",
                    "The api-version is invalid. It has the form YYYY-MM-DD or YYYY-MM-DD-preview." + supported));
        }
        return Optional.of(new Refusal(
                400,
                "NoRegisteredProviderFound",
                "No registered resource provider found for API version '" + wanted + "' of " + provider + "."
                        + supported));
    }

    private static boolean isDate(String version) {
        String date = version.endsWith("-preview") ? version.substring(0, version.length() - 8) : version;
        if (date.length() != 10) {
            return false;
        }
        for (int index = 0; index < 10; index++) {
            char character = date.charAt(index);
            boolean dash = index == 4 || index == 7;
            if (dash ? character != '-' : character < '0' || character > '9') {
                return false;
            }
        }
        return true;
    }
}
