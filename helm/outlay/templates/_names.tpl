{{/* Names and labels. Every template below takes the root context, or a dict with "root" and "service" (ingest, budget or alert). */}}

{{- define "outlay.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains "outlay" .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-outlay" (.Release.Name | trunc 33 | trimSuffix "-") -}}
{{- end -}}
{{- end -}}

{{/* Name of a service's objects. */}}
{{- define "outlay.serviceName" -}}
{{- printf "%s-%s" (include "outlay.fullname" .root) .service -}}
{{- end -}}

{{- define "outlay.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: outlay
{{ include "outlay.selector" . }}
{{- end -}}

{{/* What never changes: a selector cannot be. */}}
{{- define "outlay.selector" -}}
app.kubernetes.io/name: outlay
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end -}}

{{/* Ports that the services listen on unless they are told otherwise, and the chart does not. */}}
{{- define "outlay.port" -}}
{{- get (dict "budget" 8080 "ingest" 8081 "alert" 8082) . -}}
{{- end -}}

{{- define "outlay.managementPort" -}}
{{- get (dict "budget" 8090 "ingest" 8091 "alert" 8092) . -}}
{{- end -}}

{{- define "outlay.image" -}}
{{- $values := get .root.Values .service -}}
{{- $registry := .root.Values.image.registry | trimSuffix "/" -}}
{{- $repository := $values.image.repository -}}
{{- $name := ternary $repository (printf "%s/%s" $registry $repository) (empty $registry) -}}
{{- if $values.image.digest -}}
{{- printf "%s@%s" $name $values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name ($values.image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "outlay.postgresCluster" -}}
{{- printf "%s-postgresql" (include "outlay.fullname" .) -}}
{{- end -}}

{{- define "outlay.postgresHost" -}}
{{- $own := get .root.Values.postgresql .service -}}
{{- if .root.Values.cloudNativePg.enabled -}}
{{- printf "%s-rw" (include "outlay.postgresCluster" .root) -}}
{{- else -}}
{{- $own.host | default .root.Values.postgresql.host -}}
{{- end -}}
{{- end -}}

{{/* Secret with the certificate authority of PostgreSQL. */}}
{{- define "outlay.postgresAuthority" -}}
{{- if .Values.postgresql.tls.caSecret.name -}}
{{- .Values.postgresql.tls.caSecret.name -}}
{{- else if .Values.cloudNativePg.enabled -}}
{{- printf "%s-ca" (include "outlay.postgresCluster" .) -}}
{{- end -}}
{{- end -}}

{{/* What the pod of a service may take from its end to its death, in seconds. */}}
{{- define "outlay.gracePeriod" -}}
{{- add .Values.shutdown.delaySeconds .Values.shutdown.drainSeconds .Values.shutdown.reserveSeconds -}}
{{- end -}}

{{/* Whether something else than the chart says how many replicas there are. */}}
{{- define "outlay.scaled" -}}
{{- $values := get .root.Values .service -}}
{{- if or $values.autoscaling.enabled (dig "keda" "enabled" false $values) -}}yes{{- end -}}
{{- end -}}

{{/* The kind of a service's workload: uploads that outlive their pod need a volume for each replica. */}}
{{- define "outlay.kind" -}}
{{- if and (eq .service "ingest") .root.Values.ingest.imports.persistence.enabled -}}StatefulSet{{- else -}}Deployment{{- end -}}
{{- end -}}
