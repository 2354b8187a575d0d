{{/* Rules of network policies. */}}

{{- define "outlay.egress.dns" -}}
- ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end -}}

{{/* Brokers are told to clients by Kafka itself, so that only their ports are known here. */}}
{{- define "outlay.egress.kafka" -}}
{{- $ports := .Values.networkPolicy.kafka.ports -}}
{{- range splitList "," .Values.kafka.bootstrapServers -}}
{{- $ports = append $ports (regexFind "[0-9]+$" (trim .) | int) -}}
{{- end -}}
- ports:
    {{- range $ports | uniq }}
    - port: {{ . | int }}
      protocol: TCP
    {{- end }}
  {{- with .Values.networkPolicy.kafka.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "outlay.egress.postgresql" -}}
- ports:
    - port: {{ .Values.postgresql.port }}
      protocol: TCP
  {{- with .Values.networkPolicy.postgresql.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "outlay.egress.tokens" -}}
{{- if .Values.tokens.oidcServer -}}
{{- $address := urlParse .Values.tokens.oidcServer -}}
- ports:
    - port: {{ regexFind ":[0-9]+$" $address.host | trimPrefix ":" | default (ternary "80" "443" (eq $address.scheme "http")) }}
      protocol: TCP
  {{- with .Values.networkPolicy.oidc.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}

{{- define "outlay.egress.traces" -}}
{{- if .Values.traces.endpoint -}}
{{- $address := urlParse .Values.traces.endpoint -}}
- ports:
    - port: {{ regexFind ":[0-9]+$" $address.host | trimPrefix ":" | default (ternary "80" "443" (eq $address.scheme "http")) }}
      protocol: TCP
  {{- with .Values.networkPolicy.traces.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}

{{- define "outlay.egress.smtp" -}}
- ports:
    - port: {{ .Values.smtp.port }}
      protocol: TCP
  {{- with .Values.networkPolicy.smtp.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* Webhooks go to whom the people who set them up say, and to no private address unless it is allowed: the service asks the same. */}}
{{- define "outlay.egress.webhooks" -}}
- to:
    - ipBlock:
        cidr: 0.0.0.0/0
        except: [0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16, 224.0.0.0/4]
    - ipBlock:
        cidr: 2000::/3
    {{- range .Values.alert.webhookAllowedNetworks }}
    - ipBlock:
        cidr: {{ . | quote }}
    {{- end }}
  {{- with .Values.networkPolicy.webhooks.ports }}
  ports:
    {{- range . }}
    - port: {{ . }}
      protocol: TCP
    {{- end }}
  {{- end }}
{{- end -}}

{{- define "outlay.egress.service" -}}
- to:
    - podSelector:
        matchLabels:
          {{- include "outlay.selector" . | nindent 10 }}
  ports:
    - port: {{ include "outlay.port" .service }}
      protocol: TCP
{{- end -}}
