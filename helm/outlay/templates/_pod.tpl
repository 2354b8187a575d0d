{{/* The pod of a service. Takes a dict with "root" and "service". */}}
{{- define "outlay.pod" -}}
{{- $root := .root -}}
{{- $values := get $root.Values .service -}}
{{- $selector := include "outlay.selector" . -}}
metadata:
  labels:
    {{- include "outlay.labels" . | nindent 4 }}
    {{- with $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with $values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "outlay.serviceName" . }}
  automountServiceAccountToken: false
  # The variables of service links would be OUTLAY_... as well, and settings that nobody made.
  enableServiceLinks: false
  {{- include "outlay.podSecurity" $root | nindent 2 }}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  terminationGracePeriodSeconds: {{ include "outlay.gracePeriod" $root }}
  containers:
    - name: {{ .service }}
      image: {{ include "outlay.image" . | quote }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      {{- include "outlay.containerSecurity" $root | nindent 6 }}
      ports:
        - name: http
          containerPort: {{ include "outlay.port" .service }}
        {{- if dig "tls" "secret" "" $values }}
        - name: https
          containerPort: 8443
        {{- end }}
        - name: management
          containerPort: {{ include "outlay.managementPort" .service }}
      env:
        {{- include "outlay.environment" . | nindent 8 }}
      # A start may wait for the OIDC server{{ if and (ne .service "ingest") (eq $root.Values.migrations.mode "at-start") }} and, as long as the database is away, ten minutes for it{{ end }}.
      startupProbe:
        httpGet:
          path: /q/health/live
          port: management
        periodSeconds: 2
        failureThreshold: {{ ternary 330 120 (and (ne .service "ingest") (eq $root.Values.migrations.mode "at-start")) }}
      # Alive is a process that answers. Parts that are away are no reason to restart it: see readiness.
      livenessProbe:
        httpGet:
          path: /q/health/live
          port: management
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet:
          path: /q/health/ready
          port: management
        periodSeconds: 5
        timeoutSeconds: 3
        failureThreshold: 2
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- include "outlay.authorityMounts" . | nindent 8 }}
        {{- if eq .service "ingest" }}
        - name: imports
          mountPath: /var/lib/outlay/imports
        {{- end }}
        {{- if dig "exports" "claim" "" $values }}
        - name: exports
          mountPath: /var/lib/outlay/exports
        {{- end }}
        {{- if dig "tls" "secret" "" $values }}
        - name: tls
          mountPath: /etc/outlay/tls
          readOnly: true
        {{- end }}
  volumes:
    # Kafka's clients unpack the libraries of their compression here.
    - name: tmp
      emptyDir:
        sizeLimit: 256Mi
    {{- include "outlay.authorityVolumes" . | nindent 4 }}
    {{- if and (eq .service "ingest") (ne (include "outlay.kind" .) "StatefulSet") }}
    - name: imports
      emptyDir:
        sizeLimit: {{ $values.imports.sizeLimit }}
    {{- end }}
    {{- if dig "exports" "claim" "" $values }}
    - name: exports
      persistentVolumeClaim:
        claimName: {{ $values.exports.claim }}
    {{- end }}
    {{- if dig "tls" "secret" "" $values }}
    - name: tls
      secret:
        secretName: {{ $values.tls.secret }}
    {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: {{ $root.Values.topologySpread.hosts }}
      labelSelector:
        matchLabels:
          {{- $selector | nindent 10 }}
    - maxSkew: 1
      topologyKey: topology.kubernetes.io/zone
      whenUnsatisfiable: {{ $root.Values.topologySpread.zones }}
      labelSelector:
        matchLabels:
          {{- $selector | nindent 10 }}
  {{- with $values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "outlay.podSecurity" -}}
securityContext:
  runAsNonRoot: true
  {{- with .Values.security.runAsUser }}
  runAsUser: {{ . }}
  runAsGroup: {{ . }}
  fsGroup: {{ . }}
  fsGroupChangePolicy: OnRootMismatch
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "outlay.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{/* The certificate authorities of Kafka and PostgreSQL, where there are any. The other two take the same dict as the pod. */}}
{{- define "outlay.authorityMounts" -}}
{{- $root := .root -}}
{{- if and $root.Values.kafka.tls.enabled $root.Values.kafka.tls.caSecret.name }}
- name: kafka-authority
  mountPath: /etc/outlay/kafka
  readOnly: true
{{- end }}
{{- if and (ne .service "ingest") (ne $root.Values.postgresql.tls.mode "disable") }}
- name: postgresql-authority
  mountPath: /etc/outlay/postgresql
  readOnly: true
{{- end }}
{{- end -}}

{{- define "outlay.authorityVolumes" -}}
{{- $root := .root -}}
{{- with $root.Values.kafka.tls }}
{{- if and .enabled .caSecret.name }}
- name: kafka-authority
  secret:
    secretName: {{ .caSecret.name }}
    items:
      - key: {{ .caSecret.key }}
        path: ca.crt
{{- end }}
{{- end }}
{{- if and (ne .service "ingest") (ne $root.Values.postgresql.tls.mode "disable") }}
- name: postgresql-authority
  secret:
    secretName: {{ include "outlay.postgresAuthority" $root }}
    items:
      - key: {{ $root.Values.postgresql.tls.caSecret.key }}
        path: ca.crt
{{- end }}
{{- end -}}
