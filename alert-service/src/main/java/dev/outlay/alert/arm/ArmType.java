package dev.outlay.alert.arm;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The types of ARM's that are served, each with the versions that it takes: those of the published interfaces (azure-rest-contract.md, sections 7 and 10).
 * They differ in what they leave out; the newest shape is always answered.
 */
enum ArmType {
    ALERTS(
            "Microsoft.CostManagement/alerts",
            "2018-08-01-preview",
            "2019-11-01",
            "2020-06-01",
            "2021-10-01",
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
    ACTION_GROUPS(
            "Microsoft.Insights/actionGroups",
            "2017-04-01",
            "2018-03-01",
            "2018-09-01",
            "2019-03-01",
            "2019-06-01",
            "2021-09-01",
            "2022-04-01",
            "2022-06-01",
            "2023-01-01",
            "2023-03-01-preview",
            "2023-05-01-preview",
            "2023-09-01-preview",
            "2024-10-01-preview"),
    /** Tests of receivers, and what has come of them. */
    TESTS(
            "Microsoft.Insights/createNotifications",
            "2021-09-01",
            "2022-04-01",
            "2022-06-01",
            "2023-01-01",
            "2023-03-01-preview",
            "2023-05-01-preview",
            "2023-09-01-preview",
            "2024-10-01-preview");

    private final String title;
    private final Set<String> versions;

    ArmType(String title, String... versions) {
        this.title = title;
        this.versions = new TreeSet<>(List.of(versions));
    }

    /** Provider namespace and type, as errors name them. */
    String title() {
        return title;
    }

    /** Whether it has this version, which is in lower case. */
    boolean has(String version) {
        return versions.contains(version);
    }

    /** All of them, oldest first, as errors list them. */
    String listed() {
        return String.join(", ", versions);
    }
}
