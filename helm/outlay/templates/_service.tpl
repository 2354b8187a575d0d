{{/* Everything that one service consists of. Takes a dict with "root" and "service". */}}
{{- define "outlay.service" -}}
{{- $root := .root -}}
{{- $values := get $root.Values .service -}}
{{- $name := include "outlay.serviceName" . -}}
{{- $kind := include "outlay.kind" . -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $name }}
  labels:
    {{- include "outlay.labels" . | nindent 4 }}
  {{- with $root.Values.serviceAccountAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels:
    {{- include "outlay.labels" . | nindent 4 }}
    outlay.dev/job: outlay-{{ .service }}
spec:
  type: ClusterIP
  selector:
    {{- include "outlay.selector" . | nindent 4 }}
  ports:
    - name: http
      port: {{ include "outlay.port" .service }}
      targetPort: http
      appProtocol: http
    {{- if dig "tls" "secret" "" $values }}
    - name: https
      port: 8443
      targetPort: https
      appProtocol: https
    {{- end }}
    - name: management
      port: {{ include "outlay.managementPort" .service }}
      targetPort: management
      appProtocol: http
---
apiVersion: apps/v1
kind: {{ $kind }}
metadata:
  name: {{ $name }}
  labels:
    {{- include "outlay.labels" . | nindent 4 }}
spec:
  {{- if not (include "outlay.scaled" .) }}
  replicas: {{ $values.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  selector:
    matchLabels:
      {{- include "outlay.selector" . | nindent 6 }}
  {{- if eq $kind "StatefulSet" }}
  serviceName: {{ $name }}
  podManagementPolicy: Parallel
  updateStrategy:
    type: RollingUpdate
  volumeClaimTemplates:
    - metadata:
        name: imports
        labels:
          {{- include "outlay.selector" . | nindent 10 }}
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $values.imports.persistence.storageClassName }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ $values.imports.persistence.size }}
  {{- else }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  {{- end }}
  template:
    {{- include "outlay.pod" . | nindent 4 }}
{{- if $values.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  labels:
    {{- include "outlay.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "outlay.selector" . | nindent 6 }}
{{- end }}
{{- if $values.autoscaling.enabled }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ $name }}
  labels:
    {{- include "outlay.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: {{ $kind }}
    name: {{ $name }}
  minReplicas: {{ $values.autoscaling.minReplicas }}
  maxReplicas: {{ $values.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ $values.autoscaling.targetCpuPercent }}
  behavior:
    scaleDown:
      {{- if eq .service "ingest" }}
      # Uploads wait in the pod that took them: who takes a replica away has to see first that it has none.
      selectPolicy: Disabled
      {{- else }}
      # A rebalance stops the stream for a moment, so replicas go one by one.
      stabilizationWindowSeconds: 300
      policies:
        - type: Pods
          value: 1
          periodSeconds: 120
      {{- end }}
{{- end }}
{{- if dig "keda" "enabled" false $values }}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ $name }}
  labels:
    {{- include "outlay.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: {{ $kind }}
    name: {{ $name }}
  minReplicaCount: {{ $values.keda.minReplicas }}
  maxReplicaCount: {{ $values.keda.maxReplicas }}
  cooldownPeriod: 300
  triggers:
    - type: kafka
      metadata:
        bootstrapServers: {{ $root.Values.kafka.bootstrapServers | quote }}
        consumerGroup: {{ printf "%s-service" .service }}
        topic: {{ get (dict "budget" "cost-events" "alert" "budget-alerts") .service }}
        lagThreshold: {{ $values.keda.lagThreshold | quote }}
        offsetResetPolicy: earliest
      {{- with $values.keda.authenticationRef }}
      authenticationRef:
        name: {{ . }}
      {{- end }}
{{- end }}
{{- end -}}
