{{/* What a schema cannot say, or says badly: all problems at once, each with what to do. */}}
{{- define "outlay.validate" -}}
{{- $problems := list -}}
{{- if not .Values.kafka.bootstrapServers -}}
{{- $problems = append $problems "kafka.bootstrapServers is empty: give the brokers as host:port, separated by commas" -}}
{{- end -}}
{{- range $service := list "budget" "alert" -}}
{{- if not (include "outlay.postgresHost" (dict "root" $ "service" $service)) -}}
{{- $problems = append $problems (printf "postgresql.host is empty, and postgresql.%s.host too: give the server that has the database of the %s service" $service $service) -}}
{{- end -}}
{{- if not (get $.Values.postgresql $service).secret.name -}}
{{- $problems = append $problems (printf "postgresql.%s.secret.name is empty: name the secret with user and password of that database" $service) -}}
{{- end -}}
{{- end -}}
{{- if and (ne .Values.postgresql.tls.mode "disable") (not (include "outlay.postgresAuthority" .)) -}}
{{- $problems = append $problems "postgresql.tls.caSecret.name is empty: verifying a server needs the certificate of its authority" -}}
{{- end -}}
{{- if not (or .Values.tokens.oidcServer .Values.tokens.publicKeySecret.name) -}}
{{- $problems = append $problems "tokens.oidcServer and tokens.publicKeySecret.name are both empty: one of them has to say who signs the tokens" -}}
{{- end -}}
{{- if and .Values.tokens.oidcServer .Values.tokens.publicKeySecret.name -}}
{{- $problems = append $problems "tokens.oidcServer and tokens.publicKeySecret.name are both given: keep one, since only one is asked" -}}
{{- end -}}
{{- if not .Values.partner.tenant -}}
{{- $problems = append $problems "partner.tenant is empty: without it nobody is the partner's, and nobody may set anything up" -}}
{{- end -}}
{{- if not .Values.smtp.host -}}
{{- $problems = append $problems "smtp.host is empty: alerts by e-mail need a mail server" -}}
{{- end -}}
{{- if not .Values.alert.secretKeySecret.name -}}
{{- $problems = append $problems "alert.secretKeySecret.name is empty: name the secret with the key that seals webhook secrets (openssl rand -base64 32)" -}}
{{- end -}}
{{- if and .Values.kafka.sasl.mechanism (not .Values.kafka.sasl.jaasSecret.name) -}}
{{- $problems = append $problems "kafka.sasl.jaasSecret.name is empty: name the secret that holds sasl.jaas.config" -}}
{{- end -}}
{{- if and .Values.kafka.tls.clientSecret.name (not .Values.kafka.tls.enabled) -}}
{{- $problems = append $problems "kafka.tls.clientSecret is given and kafka.tls.enabled is false: a certificate is shown under TLS alone" -}}
{{- end -}}
{{- range $service := list "budget" "alert" -}}
{{- $values := get $.Values $service -}}
{{- if and $values.autoscaling.enabled $values.keda.enabled -}}
{{- $problems = append $problems (printf "%s.autoscaling and %s.keda are both enabled: two scalers would undo each other's work, keep one" $service $service) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.cloudNativePg.enabled (eq .Values.migrations.mode "job") -}}
{{- $problems = append $problems "cloudNativePg is enabled and migrations.mode is job: that job runs before the database is made, set migrations.mode to at-start" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}
{{- $problems = append $problems "ingress.host is empty: say under which name the API is reached" -}}
{{- end -}}
{{- if and .Values.gateway.enabled (not .Values.gateway.parentRefs) -}}
{{- $problems = append $problems "gateway.parentRefs is empty: name the Gateway that the routes belong to" -}}
{{- end -}}
{{- if $problems -}}
{{- fail (printf "\n\nThese values cannot work:\n  - %s\n" (join "\n  - " $problems)) -}}
{{- end -}}
{{- end -}}
