package dev.outlay.budget.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What stands beside the file of a run and is written last, in the form of Azure's exports: whoever finds it finds everything that it names. */
final class ExportManifest {

    static final String NAME = "manifest.json";
    private static final String VERSION = "2024-04-01";

    private ExportManifest() {}

    /**
     * JSON.
     *
     * @param folder below the folder of all exports, with slashes
     * @param file below that too
     * @param bytes of the file
     * @param rows charges in it
     */
    static String of(
            ExportRunTable.Claimed run, ExportSettings settings, String folder, String file, long bytes, long rows) {
        ObjectNode manifest = JsonNodeFactory.instance
                .objectNode()
                .put("manifestVersion", VERSION)
                .put("byteCount", bytes)
                .put("blobCount", 1)
                .put("dataRowCount", rows);
        manifest.putObject("exportConfig")
                .put("exportName", run.exportName())
                .put("resourceId", run.scopeArmId() + "/providers/Microsoft.CostManagement/exports/" + run.exportName())
                .put("type", settings.definition().metric().label())
                .put("timeFrame", settings.definition().timeframe().label())
                .put("granularity", "Daily");
        manifest.putObject("deliveryConfig")
                .put("partitionData", false)
                .put("dataOverwriteBehavior", "CreateNewReport")
                .put("fileFormat", "Csv")
                .put("compressionMode", settings.isPacked() ? "gzip" : "none")
                .put("containerUri", "")
                .put("rootFolderPath", folder);
        manifest.putObject("runInfo")
                .put("executionType", run.isScheduled() ? "Scheduled" : "OnDemand")
                .put("submittedTime", run.submittedAt().toString())
                .put("runId", run.id().toString())
                .put("startDate", run.first().atStartOfDay() + ":00Z")
                .put("endDate", run.last().atStartOfDay() + ":00Z");
        manifest.putArray("blobs")
                .addObject()
                .put("blobName", file)
                .put("byteCount", bytes)
                .put("dataRowCount", rows);
        return manifest.toPrettyString();
    }
}
