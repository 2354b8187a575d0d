package dev.outlay.budget.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.analysis.Days;
import dev.outlay.budget.analysis.Timeframe;
import dev.outlay.budget.details.DetailMetric;
import dev.outlay.budget.refusal.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the body of an export (azure-rest-contract.md section 6). What would be silently left out of its files, or written elsewhere than was asked for, is refused. */
public final class ExportJson {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> problems = new ArrayList<>();

    private ExportJson() {}

    /** Reads a body; fails with a refusal that says all that is wrong. */
    public static ExportRequest read(JsonNode body) {
        JsonNode properties = body.path("properties");
        if (!properties.isObject()) {
            throw Refusal.badRequest("'properties' is required: what is exported, when and where to.")
                    .exception();
        }
        ExportJson reading = new ExportJson();
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        ExportSettings settings = reading.settings(properties, kept);
        if (settings == null || !reading.problems.isEmpty()) {
            throw Refusal.badRequest("Request properties validation failed: " + String.join(" ", reading.problems))
                    .exception();
        }
        return new ExportRequest(eTag(body), settings, kept.toString());
    }

    /** What is kept. */
    static ExportSettings kept(String properties) {
        try {
            ExportSettings settings =
                    new ExportJson().settings(JSON.readTree(properties), JsonNodeFactory.instance.objectNode());
            if (settings == null) {
                throw new IllegalStateException("what is kept was read once");
            }
            return settings;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what is kept is JSON", broken);
        }
    }

    private static @Nullable String eTag(JsonNode body) {
        JsonNode eTag = body.has("eTag") ? body.path("eTag") : body.path("etag");
        return eTag.isTextual() && !eTag.textValue().isBlank()
                ? eTag.textValue().replace("\"", "")
                : null;
    }

    private @Nullable ExportSettings settings(JsonNode given, ObjectNode kept) {
        Schedule schedule = schedule(object(given, "schedule", "schedule"), kept.putObject("schedule"));
        word(given, kept, "format", "Csv", "Files are CSV.");
        JsonNode destination = given.path("deliveryInfo").path("destination");
        ObjectNode keptDestination = kept.putObject("deliveryInfo").putObject("destination");
        String container = container(destination, keptDestination);
        String root = root(destination, keptDestination);
        ExportDefinition definition = definition(given.path("definition"), kept.putObject("definition"));
        JsonNode partition = given.path("partitionData");
        if (partition.isBoolean()) {
            kept.set("partitionData", partition);
        } else if (!isAbsent(partition)) {
            problems.add("'properties.partitionData' must be true or false.");
        }
        word(given, kept, "dataOverwriteBehavior", "CreateNewReport", "Each run has a folder of its own.");
        String packed = oneOf(given, "compressionMode", List.of("none", "gzip"));
        kept.put("compressionMode", packed.isEmpty() ? "none" : packed);
        return definition == null
                ? null
                : new ExportSettings(definition, schedule, container, root, packed.equals("gzip"));
    }

    private String container(JsonNode destination, ObjectNode kept) {
        for (String elsewhere : List.of("resourceId", "storageAccount", "sasToken")) {
            if (!isLeftOut(destination.path(elsewhere))) {
                problems.add(
                        "'properties.deliveryInfo.destination." + elsewhere
                                + "' cannot be given: exports are not written to storage accounts, but to a folder of this installation. Leave it out, and name the folder by 'container' and 'rootFolderPath'.");
            }
        }
        JsonNode container = destination.path("container");
        if (!container.isTextual() || !FolderNames.isContainer(container.textValue())) {
            problems.add(
                    "'properties.deliveryInfo.destination.container' is required: the name of a folder, 3 to 63 small letters, digits and single hyphens.");
            return "";
        }
        kept.set("container", container);
        return container.textValue();
    }

    private String root(JsonNode destination, ObjectNode kept) {
        JsonNode root = destination.path("rootFolderPath");
        if (isLeftOut(root)) {
            return "";
        }
        String text = root.isTextual() ? root.textValue() : "/";
        if (FolderNames.root(text).isEmpty()) {
            problems.add(
                    "'properties.deliveryInfo.destination.rootFolderPath' must be at most 8 names of folders with a slash between each two, of 1 to 64 letters, digits, '-' and '_' each.");
            return "";
        }
        kept.put("rootFolderPath", text);
        return text;
    }

    private @Nullable Schedule schedule(JsonNode given, ObjectNode kept) {
        String status = oneOf(given, "status", List.of("Active", "Inactive"));
        boolean active = status.equals("Active");
        kept.put("status", active ? "Active" : "Inactive");
        Optional<Recurrence> recurrence =
                Recurrence.named(given.path("recurrence").asText(""));
        if (recurrence.isEmpty() && (active || !isAbsent(given.path("recurrence")))) {
            problems.add("'properties.schedule.recurrence' must be Daily, Weekly, Monthly or Annually.");
        }
        recurrence.ifPresent(known -> kept.put("recurrence", known.label()));
        JsonNode period = object(given, "recurrencePeriod", "schedule.recurrencePeriod");
        if (isAbsent(period) && !active) {
            return null;
        }
        Instant from = time(period, "from", true, "schedule.recurrencePeriod");
        Instant until = time(period, "to", false, "schedule.recurrencePeriod");
        if (from == null) {
            return null;
        }
        ObjectNode keptPeriod = kept.putObject("recurrencePeriod").put("from", from.toString());
        if (until != null) {
            keptPeriod.put("to", until.toString());
            if (until.isBefore(from)) {
                problems.add("'properties.schedule.recurrencePeriod.to' must not be before 'from'.");
            }
        }
        return active && recurrence.isPresent() ? new Schedule(recurrence.get(), from, until) : null;
    }

    private @Nullable ExportDefinition definition(JsonNode given, ObjectNode kept) {
        DetailMetric metric = DetailMetric.named(given.path("type").asText(""))
                .filter(known -> known != DetailMetric.USAGE)
                .orElse(null);
        if (metric == null) {
            problems.add("'properties.definition.type' must be ActualCost or AmortizedCost.");
        }
        String word = given.path("timeframe").asText("");
        Timeframe timeframe = ExportDefinition.TIMEFRAMES.stream()
                .filter(known -> known.label().equalsIgnoreCase(word))
                .findFirst()
                .orElse(null);
        if (timeframe == null) {
            problems.add("'properties.definition.timeframe' must be one of "
                    + ExportDefinition.TIMEFRAMES.stream().map(Timeframe::label).collect(Collectors.joining(", "))
                    + ".");
        }
        everything(object(given, given.has("dataSet") ? "dataSet" : "dataset", "definition.dataSet"), kept);
        if (metric == null || timeframe == null) {
            return null;
        }
        kept.put("type", metric.label()).put("timeframe", timeframe.label());
        if (timeframe != Timeframe.CUSTOM) {
            return new ExportDefinition(metric, timeframe, null);
        }
        Days days = days(given.path("timePeriod"), kept);
        return days == null ? null : new ExportDefinition(metric, timeframe, days);
    }

    private @Nullable Days days(JsonNode period, ObjectNode kept) {
        Instant from = time(period, "from", true, "definition.timePeriod");
        Instant to = time(period, "to", true, "definition.timePeriod");
        if (from == null || to == null) {
            return null;
        }
        LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(to, ZoneOffset.UTC);
        if (last.isBefore(first)) {
            problems.add("'properties.definition.timePeriod.to' must not be before 'from'.");
            return null;
        }
        kept.putObject("timePeriod").put("from", from.toString()).put("to", to.toString());
        return new Days(first, last);
    }

    /** Files have all columns and all charges: whoever asks for fewer is not given more. */
    private void everything(JsonNode given, ObjectNode kept) {
        String granularity = oneOf(given, "granularity", List.of("Daily"));
        if (!granularity.isEmpty()) {
            kept.putObject("dataSet").put("granularity", granularity);
        }
        for (String fewer : List.of("filter", "grouping", "aggregation")) {
            if (isSaid(given.path(fewer))) {
                problems.add("'properties.definition.dataSet." + fewer
                        + "' cannot be given: files have every charge of the scope, each in a row.");
            }
        }
        for (String fewer : List.of("columns", "filters")) {
            if (isSaid(given.path("configuration").path(fewer))) {
                problems.add("'properties.definition.dataSet.configuration." + fewer
                        + "' cannot be given: files have every charge of the scope with all columns.");
            }
        }
    }

    private void word(JsonNode given, ObjectNode kept, String name, String only, String why) {
        JsonNode node = given.path(name);
        if (!isAbsent(node) && !only.equalsIgnoreCase(node.asText())) {
            problems.add("'properties." + name + "' must be " + only + ". " + why);
        }
        if (!isAbsent(node) || name.equals("format")) {
            kept.put(name, only);
        }
    }

    /** One of some words as Azure spells it; empty where it is left out, or is none of them, which is a problem. */
    private String oneOf(JsonNode given, String name, List<String> valid) {
        JsonNode node = given.path(name);
        if (isAbsent(node)) {
            return "";
        }
        Optional<String> word = valid.stream()
                .filter(each -> each.equalsIgnoreCase(node.asText()))
                .findFirst();
        if (word.isEmpty()) {
            problems.add("'" + name + "' must be " + String.join(" or ", valid) + ".");
        }
        return word.orElse("");
    }

    /** ISO 8601; UTC where it says no offset. Its year is that of UTC, in which it is kept: what is kept is read again. */
    private @Nullable Instant time(JsonNode period, String name, boolean required, String path) {
        JsonNode node = period.path(name);
        if (isAbsent(node) && !required) {
            return null;
        }
        Instant time = node.isTextual() ? ExportTime.read(node.textValue()) : null;
        if (time == null) {
            problems.add("'properties." + path + "." + name + "' must be a time, such as 2026-11-01T00:00:00Z.");
        }
        return time;
    }

    /** What a member holds that has to be an object where it is given. */
    private JsonNode object(JsonNode parent, String name, String path) {
        JsonNode node = parent.path(name);
        if (!isAbsent(node) && !node.isObject()) {
            problems.add("'properties." + path + "' must be an object.");
        }
        return node;
    }

    private static boolean isSaid(JsonNode node) {
        return !isAbsent(node) && !(node.isContainerNode() && node.isEmpty());
    }

    /** Also where it is an empty text, as clients send what nobody has filled in. */
    private static boolean isLeftOut(JsonNode node) {
        return isAbsent(node) || (node.isTextual() && node.textValue().isEmpty());
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
