package dev.outlay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What other tests here rely on: an object that Kubernetes would refuse is found. */
class KubernetesTypesTest {

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: one
            spec:
              replicas: 1
              selector:
                matchLabels: {a: b}
              template:
                metadata:
                  labels: {a: b}
                spec:
                  containers:
                    - name: one
                      image: one
                      ports:
                        - containerPort: 8080
            """;

    @Test
    void aSoundObjectHasNoProblem() {
        assertThat(KubernetesTypes.problems(parsed(DEPLOYMENT))).isEmpty();
    }

    @Test
    void aFieldThatNobodyKnowsIsFoundHoweverDeepItIs() {
        assertThat(KubernetesTypes.problems(parsed(
                        DEPLOYMENT.replace("containerPort: 8080", "containerPort: 8080\n              prot: TCP"))))
                .singleElement()
                .asString()
                .contains("prot");
        assertThat(KubernetesTypes.problems(parsed(DEPLOYMENT.replace("replicas: 1", "replica: 1"))))
                .singleElement()
                .asString()
                .contains("replica");
    }

    @Test
    void aFieldThatIsMissingIsFound() {
        assertThat(KubernetesTypes.problems(parsed(DEPLOYMENT.replace("  selector:\n    matchLabels: {a: b}\n", ""))))
                .singleElement()
                .asString()
                .contains("selector");
        assertThat(KubernetesTypes.problems(parsed(DEPLOYMENT.replace("- containerPort: 8080", "- name: http"))))
                .singleElement()
                .asString()
                .contains("containerPort");
    }

    @Test
    void aValueOfAnotherTypeIsFound() {
        assertThat(KubernetesTypes.problems(parsed(DEPLOYMENT.replace("replicas: 1", "replicas: many"))))
                .isNotEmpty();
        assertThat(KubernetesTypes.problems(parsed(DEPLOYMENT.replace("containerPort: 8080", "containerPort: {a: b}"))))
                .isNotEmpty();
    }

    @Test
    void aResourceOfAnOperatorIsHeldToItsFieldsToo() {
        String topic = """
                apiVersion: kafka.strimzi.io/v1beta2
                kind: KafkaTopic
                metadata: {name: t, labels: {strimzi.io/cluster: kafka}}
                spec: {topicName: t, partitions: 1, replicas: 1, config: {cleanup.policy: compact}}
                """;
        assertThat(KubernetesTypes.problems(parsed(topic))).isEmpty();
        assertThat(KubernetesTypes.problems(parsed(topic.replace("partitions", "partition"))))
                .isNotEmpty();
        assertThat(KubernetesTypes.problems(parsed(topic.replace("replicas: 1", "replicas: one"))))
                .isNotEmpty();
    }

    @Test
    void aKindThatNobodyKnowsIsFound() {
        assertThat(KubernetesTypes.problems(parsed(DEPLOYMENT.replace("apps/v1", "apps/v1beta1"))))
                .containsExactly("nobody knows the kind apps/v1beta1/Deployment");
    }

    private static JsonNode parsed(String yaml) {
        return Chart.documents(yaml).getFirst();
    }
}
