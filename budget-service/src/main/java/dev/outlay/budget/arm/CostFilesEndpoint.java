package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.download.CostFile;
import dev.outlay.budget.download.CostFileLayout;
import dev.outlay.budget.download.CostFiles;
import dev.outlay.budget.download.FileKind;
import dev.outlay.budget.download.TooManyFilesException;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.ScopeKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Files of usage details over HTTP (azure-rest-contract.md sections 0, 1 and 6). Whoever asks is led to where the result is asked for: 202 there too while the file is being written, then 200. A client that follows {@code Location}
 * decides by the status alone, so a file that is not whole is never a 200.
 */
@ApplicationScoped
class CostFilesEndpoint {

    /** Most files are whole by then. */
    static final String SECONDS = "2";

    private static final UUID NOBODYS = new UUID(0, 0);

    private final CostFiles files;

    CostFilesEndpoint(CostFiles files) {
        this.files = files;
    }

    Uni<Answer> generate(Call call) {
        return asked(
                call,
                "Microsoft.CostManagement/costDetailsOperationResults/",
                (kind, today) -> CostReportJson.read(ArmJson.object(call), kind, today));
    }

    Uni<Answer> download(Call call) {
        return asked(call, "Microsoft.Consumption/operationResults/", (kind, today) -> {
            DetailQuestion question = UsageDetailsFilter.of(call, today);
            String request = ArmJson.node()
                    .put("metric", question.metric().label())
                    .put("filter", call.parameter("$filter"))
                    .toString();
            return new CostFiles.Wanted(
                    question, request, CostFileLayout.of(kind.priceView(), call.parameter("api-version")));
        });
    }

    private Uni<Answer> asked(Call call, String results, BiFunction<ScopeKind, LocalDate, CostFiles.Wanted> wanted) {
        return files.ask(call.principal(), call.scope().scope(), call.scope().armId(), wanted)
                .map(id -> accepted(call, results + id))
                .onFailure(TooManyFilesException.class)
                .recoverWithItem(CostFilesEndpoint::tooMany);
    }

    /** What whoever has too many that are not whole is told. */
    static Answer tooMany(Throwable many) {
        return new Answer(
                429,
                ArmJson.error("429", "Too many requests. Please retry. " + many.getMessage()),
                Map.of("Retry-After", SECONDS));
    }

    private static Answer accepted(Call call, String result) {
        return new Answer(
                202,
                null,
                Map.of(
                        "Location",
                        Links.operation(call, call.scope().armId() + "/providers/" + result),
                        "Retry-After",
                        SECONDS));
    }

    Uni<Answer> reportResult(Call call) {
        return result(call, "Microsoft.CostManagement/costDetailsOperationResults/", CostFilesEndpoint::report);
    }

    Uni<Answer> downloadResult(Call call) {
        return result(call, "Microsoft.Consumption/operationResults/", CostFilesEndpoint::downloaded);
    }

    /** Writes what became of a file. */
    private interface Result {
        /** @param link where it is; empty unless it is whole */
        ObjectNode of(Call call, CostFile file, String link);
    }

    private Uni<Answer> result(Call call, String results, Result result) {
        return files.find(call.principal(), call.scope().scope(), FileKind.USAGE_DETAILS, id(call))
                .chain(found -> {
                    CostFile file = found.orElseThrow(() -> unknown(call));
                    return switch (file.state()) {
                        case NOT_WHOLE -> Uni.createFrom().item(accepted(call, results + file.id()));
                        case WHOLE ->
                            files.link(file).map(link -> {
                                ObjectNode body = result.of(call, file, call.link("/v1/downloads/" + link.token()));
                                String until = link.expiresAt().toString();
                                if (body.get("properties") instanceof ObjectNode properties) {
                                    properties.put("validTill", until);
                                } else {
                                    body.put("validTill", until);
                                }
                                return Answer.ok(body);
                            });
                        case EMPTY, GIVEN_UP -> Uni.createFrom().item(Answer.ok(result.of(call, file, "")));
                    };
                });
    }

    /** A name that is no id is one that nobody has, which is said after it is decided who may ask. */
    static UUID id(Call call) {
        try {
            return UUID.fromString(call.name());
        } catch (IllegalArgumentException noId) {
            return NOBODYS;
        }
    }

    static RefusedException unknown(Call call) {
        return Refusal.notFound(
                        "ResourceNotFound",
                        "There is no operation '" + call.name()
                                + "' of yours at this scope, or its result is not kept any more.")
                .exception();
    }

    private static ObjectNode report(Call call, CostFile file, String link) {
        ObjectNode body = ArmJson.resource(
                call.scope().armId() + "/providers/Microsoft.CostManagement/costDetailsOperationResults/" + file.id(),
                file.id().toString(),
                "Microsoft.CostManagement/costDetailsOperationResults");
        body.put("status", status(file));
        ObjectNode manifest = body.putObject("manifest")
                .put("manifestVersion", "2022-05-01")
                .put("dataFormat", "Csv")
                .put("byteCount", file.bytes())
                .put("blobCount", link.isEmpty() ? 0 : 1)
                .put("compressData", false);
        manifest.putObject("requestContext")
                .put("requestScope", file.scopeArmId())
                .set("requestBody", ArmJson.kept(file.request()));
        ArrayNode blobs = manifest.putArray("blobs");
        if (!link.isEmpty()) {
            blobs.addObject().put("blobLink", link).put("byteCount", file.bytes());
        }
        return withError(body, file);
    }

    private static ObjectNode downloaded(Call call, CostFile file, String link) {
        ObjectNode body = ArmJson.resource(
                call.scope().armId() + "/providers/Microsoft.Consumption/operationStatus/" + file.id(),
                file.id().toString(),
                "Microsoft.Consumption/operationStatus");
        body.put("status", status(file));
        ObjectNode properties = body.putObject("properties");
        if (!link.isEmpty()) {
            properties.put("downloadUrl", link);
        }
        return withError(body, file);
    }

    static ObjectNode withError(ObjectNode body, CostFile file) {
        JsonNode error = file.state() == CostFile.State.GIVEN_UP
                ? ArmJson.node().put("code", "500").put("message", "The report could not be written. Ask for it again.")
                : ArmJson.node().put("code", "0").putNull("message");
        body.set("error", error);
        return body;
    }

    static String status(CostFile file) {
        return switch (file.state()) {
            case NOT_WHOLE -> "InProgress";
            case WHOLE -> "Completed";
            case EMPTY -> "NoDataFound";
            case GIVEN_UP -> "Failed";
        };
    }
}
