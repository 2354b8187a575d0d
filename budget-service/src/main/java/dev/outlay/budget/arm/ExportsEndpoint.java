package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.export.Export;
import dev.outlay.budget.export.ExportJson;
import dev.outlay.budget.export.ExportRun;
import dev.outlay.budget.export.Exports;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exports over HTTP (azure-rest-contract.md section 6). */
@ApplicationScoped
class ExportsEndpoint {

    private static final String TYPE = "Microsoft.CostManagement/exports";

    private final Exports exports;

    ExportsEndpoint(Exports exports) {
        this.exports = exports;
    }

    Uni<Answer> list(Call call) {
        return exports.list(call.principal(), call.scope()).map(found -> {
            ObjectNode list = ArmJson.node();
            ArrayNode value = list.putArray("value");
            found.forEach(export -> value.add(body(call, export)));
            return Answer.ok(list);
        });
    }

    Uni<Answer> get(Call call) {
        return exports.get(call.principal(), call.scope(), call.name()).map(export -> Answer.ok(body(call, export)));
    }

    Uni<Answer> put(Call call) {
        return exports.put(call.changedBy(), call.scope(), call.name(), () -> ExportJson.read(ArmJson.object(call)))
                .map(kept -> kept.created()
                        ? Answer.created(body(call, kept.export()))
                        : Answer.ok(body(call, kept.export())));
    }

    Uni<Answer> delete(Call call) {
        return exports.delete(call.changedBy(), call.scope(), call.name())
                .map(was -> was ? Answer.EMPTY : Answer.NO_CONTENT);
    }

    /** Azure answers 200 without a body: what becomes of the run is in the history. */
    Uni<Answer> run(Call call) {
        return exports.run(call.principal(), call.scope(), call.name()).replaceWith(Answer.EMPTY);
    }

    Uni<Answer> history(Call call) {
        return exports.history(call.principal(), call.scope(), call.name()).map(runs -> Answer.ok(history(call, runs)));
    }

    private static ObjectNode history(Call call, List<ExportRun> runs) {
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        runs.forEach(run -> value.add(body(call, run)));
        return list;
    }

    private static String id(Call call, String name) {
        return call.scope().armId() + "/providers/" + TYPE + "/" + name;
    }

    private static ObjectNode body(Call call, Export export) {
        ObjectNode body =
                ArmJson.resource(id(call, export.name()), export.name(), TYPE).put("eTag", "\"" + export.eTag() + "\"");
        ObjectNode properties = (ObjectNode) ArmJson.kept(export.properties());
        put(properties, "nextRunTimeEstimate", export.nextAt());
        return body.set("properties", properties);
    }

    private static ObjectNode body(Call call, ExportRun run) {
        ObjectNode body = ArmJson.resource(
                id(call, call.name()) + "/run/" + run.id(), run.id().toString(), TYPE + "/run");
        ObjectNode properties = body.putObject("properties")
                .put("executionType", run.occurrence() == null ? "OnDemand" : "Scheduled")
                .put("status", run.state().label())
                .put("submittedBy", run.submittedBy())
                .put("submittedTime", run.submittedAt().toString());
        put(properties, "processingStartTime", run.startedAt());
        put(properties, "processingEndTime", run.endedAt());
        properties.put("startDate", run.first() + "T00:00:00Z").put("endDate", run.last() + "T00:00:00Z");
        if (run.fileName() != null) {
            properties
                    .put("fileName", run.fileName())
                    .put(
                            "manifestFile",
                            run.fileName().substring(0, run.fileName().lastIndexOf('/') + 1) + "manifest.json")
                    .put("byteCount", run.bytes());
        }
        properties.set("runSettings", ArmJson.kept(run.settings()));
        if (run.errorCode() != null) {
            properties.putObject("error").put("code", run.errorCode()).put("message", run.error());
        }
        return body;
    }

    private static void put(ObjectNode node, String name, @Nullable Instant time) {
        if (time != null) {
            node.put(name, time.toString());
        }
    }
}
