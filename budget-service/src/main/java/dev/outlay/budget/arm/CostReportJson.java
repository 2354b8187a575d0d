package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.details.DetailMetric;
import dev.outlay.budget.details.DetailProperty;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.download.CostFileLayout;
import dev.outlay.budget.download.CostFiles;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.ScopeKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/** The body that asks for a report of cost details (azure-rest-contract.md section 6): a metric, and days, a billing period or an invoice; this month where it says none of them. */
final class CostReportJson {

    private static final int LONGEST_NAME = 1_024;

    private CostReportJson() {}

    /**
     * Fails with a refusal.
     *
     * @param today in UTC
     */
    static CostFiles.Wanted read(JsonNode body, ScopeKind kind, LocalDate today) {
        long named = Stream.of("timePeriod", "billingPeriod", "invoiceId")
                .filter(member -> body.hasNonNull(member))
                .count();
        if (named > 1) {
            throw refused("Only one of timePeriod, billingPeriod and invoiceId can be given.");
        }
        DetailMetric metric = metric(body.path("metric"));
        DetailQuestion question = question(body, metric, kind, today);
        return new CostFiles.Wanted(
                question, shown(body, question).toString(), CostFileLayout.of(kind.priceView(), "2021-10-01"));
    }

    private static DetailMetric metric(JsonNode metric) {
        if (metric.isMissingNode() || metric.isNull()) {
            return DetailMetric.ACTUAL;
        }
        return DetailMetric.named(metric.asText())
                .filter(known -> metric.isTextual() && known != DetailMetric.USAGE)
                .orElseThrow(() -> refused("metric must be ActualCost or AmortizedCost."));
    }

    private static DetailQuestion question(JsonNode body, DetailMetric metric, ScopeKind kind, LocalDate today) {
        if (body.hasNonNull("invoiceId")) {
            return ofInvoice(body.path("invoiceId"), metric, kind);
        }
        if (body.hasNonNull("billingPeriod")) {
            return ofMonth(month(body.path("billingPeriod")), metric);
        }
        if (body.hasNonNull("timePeriod")) {
            JsonNode period = body.path("timePeriod");
            LocalDate first = day(period.path("start"), "timePeriod.start");
            LocalDate last = day(period.path("end"), "timePeriod.end");
            if (last.isBefore(first)) {
                throw refused("timePeriod.end must not be before timePeriod.start.");
            }
            return new DetailQuestion(metric, first, last, List.of());
        }
        return ofMonth(YearMonth.from(today), metric);
    }

    /** Partners are billed by calendar months. */
    private static DetailQuestion ofMonth(YearMonth month, DetailMetric metric) {
        return new DetailQuestion(metric, month.atDay(1), month.atEndOfMonth(), List.of());
    }

    private static YearMonth month(JsonNode period) {
        String text = period.isTextual() ? period.textValue() : "";
        try {
            if (text.length() == 6 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                YearMonth month =
                        YearMonth.of(Integer.parseInt(text.substring(0, 4)), Integer.parseInt(text.substring(4)));
                if (month.getYear() >= 1900 && month.getYear() <= 9000) {
                    return month;
                }
            }
        } catch (DateTimeException noMonth) {
            // Answered below, as every other text.
        }
        throw refused("billingPeriod must be a month, such as 202611.");
    }

    private static DetailQuestion ofInvoice(JsonNode invoice, DetailMetric metric, ScopeKind kind) {
        String id = invoice.isTextual() ? invoice.textValue() : "";
        if (!kind.isBilling()) {
            throw refused("Invoices are seen at billing scopes alone; ask for a timePeriod.");
        }
        if (id.isBlank() || id.length() > LONGEST_NAME) {
            throw refused("invoiceId must be a text of 1 to " + LONGEST_NAME + " characters.");
        }
        return new DetailQuestion(
                metric,
                DetailQuestion.EVER,
                DetailQuestion.FOR_EVER,
                List.of(new DetailQuestion.Condition(DetailProperty.INVOICE_ID, id)));
    }

    private static LocalDate day(JsonNode day, String name) {
        LocalDate read = day.isTextual() ? AskedDay.read(day.textValue()) : null;
        if (read == null) {
            throw refused(name + " must be a day, such as 2026-11-01.");
        }
        return read;
    }

    /** As it was understood. */
    private static ObjectNode shown(JsonNode body, DetailQuestion question) {
        ObjectNode shown = ArmJson.node().put("metric", question.metric().label());
        if (body.hasNonNull("invoiceId")) {
            return shown.put("invoiceId", body.path("invoiceId").asText());
        }
        if (body.hasNonNull("billingPeriod")) {
            return shown.put("billingPeriod", body.path("billingPeriod").asText());
        }
        shown.putObject("timePeriod")
                .put("start", question.first().toString())
                .put("end", question.last().toString());
        return shown;
    }

    private static RefusedException refused(String message) {
        return Refusal.badRequest(message).exception();
    }
}
