{{/* Environment of the containers. A test holds every name to the configuration of the service that is given it. */}}

{{- define "outlay.environment" -}}
{{- $root := .root -}}
{{- $values := get $root.Values .service -}}
- name: JAVA_TOOL_OPTIONS
  value: {{ $values.javaOptions | quote }}
- name: OUTLAY_LOG_FORMAT
  value: {{ $root.Values.logs.format }}
- name: OUTLAY_SHUTDOWN_DELAY
  value: {{ printf "%vs" $root.Values.shutdown.delaySeconds }}
- name: OUTLAY_SHUTDOWN_DRAIN
  value: {{ printf "%vs" $root.Values.shutdown.drainSeconds }}
{{- if $root.Values.traces.endpoint }}
{{ include "outlay.environment.traces" . }}
{{- end }}
{{ include "outlay.environment.kafka" $root }}
{{ include "outlay.environment.tokens" $root }}
- name: OUTLAY_PARTNER_TENANT
  value: {{ $root.Values.partner.tenant | quote }}
{{- if ne .service "ingest" }}
{{- with $root.Values.partner.subscriptions }}
- name: OUTLAY_PARTNER_SUBSCRIPTIONS
  value: {{ join "," . | quote }}
{{- end }}
{{- with $root.Values.publicUrl }}
- name: OUTLAY_PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{ include "outlay.environment.database" . }}
- name: OUTLAY_MIGRATE_AT_START
  value: {{ eq $root.Values.migrations.mode "at-start" | quote }}
{{- end }}
{{ include (printf "outlay.environment.%s" .service) $root }}
{{- with $values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "outlay.environment.traces" -}}
{{- $traces := .root.Values.traces -}}
- name: OUTLAY_TRACES_ENDPOINT
  value: {{ $traces.endpoint | quote }}
{{- if $traces.headersSecret.name }}
- name: OUTLAY_TRACES_HEADERS
  valueFrom:
    secretKeyRef:
      name: {{ $traces.headersSecret.name }}
      key: {{ $traces.headersSecret.key }}
{{- end }}
{{- if eq .service "ingest" }}
- name: OUTLAY_TRACES_RATIO
  value: {{ $traces.ratio | quote }}
- name: OUTLAY_TRACES_FOLLOW_CALLERS
  value: {{ $traces.followCallers | quote }}
{{- end }}
{{- end -}}

{{- define "outlay.environment.kafka" -}}
- name: OUTLAY_KAFKA_BOOTSTRAP
  value: {{ .Values.kafka.bootstrapServers | quote }}
{{- if or .Values.kafka.tls.enabled .Values.kafka.sasl.mechanism }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ printf "%s%s" (ternary "SASL_" "" (not (empty .Values.kafka.sasl.mechanism))) (ternary "SSL" "PLAINTEXT" .Values.kafka.tls.enabled) }}
{{- end }}
{{- if .Values.kafka.tls.enabled }}
{{- if .Values.kafka.tls.caSecret.name }}
- name: KAFKA_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_TRUSTSTORE_LOCATION
  value: /etc/outlay/kafka/ca.crt
{{- end }}
{{- with .Values.kafka.tls.clientSecret }}
{{- if .name }}
- name: KAFKA_SSL_KEYSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN
  valueFrom:
    secretKeyRef:
      name: {{ .name }}
      key: {{ .certificateKey }}
- name: KAFKA_SSL_KEYSTORE_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .name }}
      key: {{ .privateKeyKey }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.kafka.sasl }}
{{- if .mechanism }}
- name: KAFKA_SASL_MECHANISM
  value: {{ .mechanism }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef:
      name: {{ .jaasSecret.name }}
      key: {{ .jaasSecret.key }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "outlay.environment.tokens" -}}
{{- if .Values.tokens.oidcServer -}}
- name: OUTLAY_OIDC_SERVER
  value: {{ .Values.tokens.oidcServer | quote }}
{{- else -}}
- name: OUTLAY_TOKEN_PUBLIC_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .Values.tokens.publicKeySecret.name }}
      key: {{ .Values.tokens.publicKeySecret.key }}
{{- end }}
- name: OUTLAY_TOKEN_ISSUER
  value: {{ .Values.tokens.issuer | quote }}
{{- with .Values.tokens.tenants }}
- name: OUTLAY_TOKEN_TENANTS
  value: {{ join "," . | quote }}
{{- end }}
- name: OUTLAY_TOKEN_GUESTS
  value: {{ .Values.tokens.guests | quote }}
- name: OUTLAY_TOKEN_AUDIENCE
  value: {{ .Values.tokens.audience | quote }}
- name: OUTLAY_ROLES_CLAIM
  value: {{ join "," .Values.tokens.roles.claims | quote }}
{{- with .Values.tokens.roles.mapping }}
- name: OUTLAY_ROLES_MAPPING
  {{- $pairs := list }}
  {{- range $name, $role := . }}
  {{- $pairs = append $pairs (printf "%s=%s" $name $role) }}
  {{- end }}
  value: {{ join "," $pairs | quote }}
{{- end }}
- name: OUTLAY_ROLES_BILLING_ADMIN
  value: {{ .Values.tokens.roles.billingAdmin | quote }}
{{- end -}}

{{- define "outlay.environment.database" -}}
{{- $own := get .root.Values.postgresql .service -}}
- name: OUTLAY_DATABASE_HOST
  value: {{ include "outlay.postgresHost" . | quote }}
- name: OUTLAY_DATABASE_PORT
  value: {{ .root.Values.postgresql.port | quote }}
- name: OUTLAY_DATABASE_NAME
  value: {{ $own.database | quote }}
- name: OUTLAY_DATABASE_USER
  valueFrom:
    secretKeyRef:
      name: {{ $own.secret.name }}
      key: {{ $own.secret.usernameKey }}
- name: OUTLAY_DATABASE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $own.secret.name }}
      key: {{ $own.secret.passwordKey }}
- name: OUTLAY_DATABASE_CONNECTIONS
  value: {{ $own.connections | quote }}
{{- if ne .root.Values.postgresql.tls.mode "disable" }}
- name: OUTLAY_DATABASE_TLS
  value: {{ .root.Values.postgresql.tls.mode }}
- name: OUTLAY_DATABASE_AUTHORITY
  value: /etc/outlay/postgresql/ca.crt
{{- end }}
{{- end -}}

{{- define "outlay.environment.ingest" -}}
{{- with .Values.partner.publisherTenants }}
- name: OUTLAY_PUBLISHER_TENANTS
  value: {{ join "," . | quote }}
{{- end }}
- name: OUTLAY_IMPORT_DIRECTORY
  value: /var/lib/outlay/imports
{{- end -}}

{{- define "outlay.environment.budget" -}}
- name: OUTLAY_INGEST_URL
  value: {{ printf "http://%s:%s" (include "outlay.serviceName" (dict "root" . "service" "ingest")) (include "outlay.port" "ingest") }}
- name: OUTLAY_ALERT_URL
  value: {{ printf "http://%s:%s" (include "outlay.serviceName" (dict "root" . "service" "alert")) (include "outlay.port" "alert") }}
- name: OUTLAY_STREAM_CONSUMERS
  value: {{ .Values.budget.stream.consumers | quote }}
- name: OUTLAY_STREAM_BATCH
  value: {{ .Values.budget.stream.batch | quote }}
{{- with .Values.tokens.login }}
{{- with .endpoint }}
- name: OUTLAY_METADATA_LOGIN_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with .audience }}
- name: OUTLAY_METADATA_AUDIENCE
  value: {{ . | quote }}
{{- end }}
{{- with .tenant }}
- name: OUTLAY_METADATA_TENANT
  value: {{ . | quote }}
{{- end }}
{{- end }}
- name: OUTLAY_FORECAST_WORKERS
  value: {{ .Values.budget.forecast.workers | quote }}
- name: OUTLAY_FORECAST_FRESH_DAYS
  value: {{ .Values.budget.forecast.freshDays | quote }}
{{- if .Values.budget.exports.claim }}
- name: OUTLAY_EXPORTS_FOLDER
  value: /var/lib/outlay/exports
{{- end }}
- name: OUTLAY_REQUESTS_PER_MINUTE
  value: {{ .Values.budget.requests.perMinute | quote }}
- name: OUTLAY_REQUESTS_AT_ONCE
  value: {{ .Values.budget.requests.atOnce | quote }}
{{- with .Values.budget.trustedProxies }}
- name: OUTLAY_TRUSTED_PROXIES
  value: {{ join "," . | quote }}
{{- end }}
{{- if .Values.budget.tls.secret }}
- name: OUTLAY_TLS_CERTIFICATE
  value: /etc/outlay/tls/tls.crt
- name: OUTLAY_TLS_KEY
  value: /etc/outlay/tls/tls.key
{{- end }}
{{- end -}}

{{- define "outlay.environment.alert" -}}
- name: OUTLAY_SECRET_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .Values.alert.secretKeySecret.name }}
      key: {{ .Values.alert.secretKeySecret.key }}
- name: OUTLAY_SMTP_HOST
  value: {{ .Values.smtp.host | quote }}
- name: OUTLAY_SMTP_PORT
  value: {{ .Values.smtp.port | quote }}
- name: OUTLAY_SMTP_STARTTLS
  value: {{ .Values.smtp.startTls }}
- name: OUTLAY_MAIL_FROM
  value: {{ .Values.smtp.from | quote }}
{{- with .Values.smtp.bouncesTo }}
- name: OUTLAY_MAIL_BOUNCES_TO
  value: {{ . | quote }}
{{- end }}
{{- with .Values.smtp.operator }}
- name: OUTLAY_MAIL_OPERATOR
  value: {{ . | quote }}
{{- end }}
{{- with .Values.smtp.secret }}
{{- if .name }}
- name: OUTLAY_SMTP_USER
  valueFrom:
    secretKeyRef:
      name: {{ .name }}
      key: {{ .usernameKey }}
- name: OUTLAY_SMTP_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .name }}
      key: {{ .passwordKey }}
{{- end }}
{{- end }}
{{- with .Values.alert.webhookAllowedNetworks }}
- name: OUTLAY_WEBHOOK_ALLOWED_NETWORKS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.alert.webhookAllowedPorts }}
- name: OUTLAY_WEBHOOK_ALLOWED_PORTS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.alert.frontDoors }}
- name: OUTLAY_FRONT_DOORS
  value: {{ join "," . | quote }}
{{- end }}
{{- end -}}
