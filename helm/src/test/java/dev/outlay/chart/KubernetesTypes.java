package dev.outlay.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Says what is wrong with an object: against the Kubernetes API's own types where it is of Kubernetes, against a schema of {@code
 * custom/} where it is of an operator, with the fields of that operator's resource that the chart uses.
 */
final class KubernetesTypes {

    /** What a generated type has as a static method. */
    private interface Validation {
        void of(JsonElement json) throws IOException;
    }

    private record Type(Class<?> type, Validation validation) {}

    private static final Map<String, Type> TYPES = Map.ofEntries(
            Map.entry("v1/ConfigMap", new Type(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
            Map.entry("v1/Pod", new Type(V1Pod.class, V1Pod::validateJsonElement)),
            Map.entry("v1/Service", new Type(V1Service.class, V1Service::validateJsonElement)),
            Map.entry("v1/ServiceAccount", new Type(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement)),
            Map.entry("apps/v1/Deployment", new Type(V1Deployment.class, V1Deployment::validateJsonElement)),
            Map.entry("apps/v1/StatefulSet", new Type(V1StatefulSet.class, V1StatefulSet::validateJsonElement)),
            Map.entry("batch/v1/Job", new Type(V1Job.class, V1Job::validateJsonElement)),
            Map.entry(
                    "autoscaling/v2/HorizontalPodAutoscaler",
                    new Type(V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement)),
            Map.entry(
                    "policy/v1/PodDisruptionBudget",
                    new Type(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement)),
            Map.entry("networking.k8s.io/v1/Ingress", new Type(V1Ingress.class, V1Ingress::validateJsonElement)),
            Map.entry(
                    "networking.k8s.io/v1/NetworkPolicy",
                    new Type(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement)));

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private KubernetesTypes() {}

    /** What is wrong, in sentences; empty where nothing is. */
    static List<String> problems(JsonNode object) {
        String kind =
                object.path("apiVersion").asText() + "/" + object.path("kind").asText();
        Type type = TYPES.get(kind);
        if (type != null) {
            return problems(object, type);
        }
        Path schema = Repository.root()
                .resolve("helm/src/test/resources/custom/" + object.path("kind").asText() + ".json");
        if (!Files.exists(schema)) {
            return List.of("nobody knows the kind " + kind);
        }
        JsonSchema known = SCHEMAS.getSchema(Repository.text(schema));
        return known.validate(object).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static List<String> problems(JsonNode object, Type type) {
        JsonElement json = JsonParser.parseString(object.toString());
        try {
            type.validation().of(json);
            Object read = JSON.getGson().fromJson(json, type.type());
            return read == null ? List.of("it is empty") : List.of();
        } catch (IOException | RuntimeException refused) {
            return List.of(String.valueOf(refused.getMessage()));
        }
    }
}
