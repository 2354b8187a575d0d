package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.costmanagement.CostManagementManager;
import com.azure.resourcemanager.costmanagement.models.AccumulatedType;
import com.azure.resourcemanager.costmanagement.models.ChartType;
import com.azure.resourcemanager.costmanagement.models.CostDetailsMetricType;
import com.azure.resourcemanager.costmanagement.models.CostDetailsOperationResults;
import com.azure.resourcemanager.costmanagement.models.CostDetailsStatusType;
import com.azure.resourcemanager.costmanagement.models.CostDetailsTimePeriod;
import com.azure.resourcemanager.costmanagement.models.Dimension;
import com.azure.resourcemanager.costmanagement.models.ExportType;
import com.azure.resourcemanager.costmanagement.models.ForecastAggregation;
import com.azure.resourcemanager.costmanagement.models.ForecastColumn;
import com.azure.resourcemanager.costmanagement.models.ForecastDataset;
import com.azure.resourcemanager.costmanagement.models.ForecastDefinition;
import com.azure.resourcemanager.costmanagement.models.ForecastResult;
import com.azure.resourcemanager.costmanagement.models.ForecastTimePeriod;
import com.azure.resourcemanager.costmanagement.models.ForecastTimeframe;
import com.azure.resourcemanager.costmanagement.models.ForecastType;
import com.azure.resourcemanager.costmanagement.models.FunctionName;
import com.azure.resourcemanager.costmanagement.models.FunctionType;
import com.azure.resourcemanager.costmanagement.models.GenerateCostDetailsReportRequestDefinition;
import com.azure.resourcemanager.costmanagement.models.GranularityType;
import com.azure.resourcemanager.costmanagement.models.MetricType;
import com.azure.resourcemanager.costmanagement.models.QueryAggregation;
import com.azure.resourcemanager.costmanagement.models.QueryColumn;
import com.azure.resourcemanager.costmanagement.models.QueryColumnType;
import com.azure.resourcemanager.costmanagement.models.QueryComparisonExpression;
import com.azure.resourcemanager.costmanagement.models.QueryDataset;
import com.azure.resourcemanager.costmanagement.models.QueryDefinition;
import com.azure.resourcemanager.costmanagement.models.QueryFilter;
import com.azure.resourcemanager.costmanagement.models.QueryGrouping;
import com.azure.resourcemanager.costmanagement.models.QueryOperatorType;
import com.azure.resourcemanager.costmanagement.models.QueryResult;
import com.azure.resourcemanager.costmanagement.models.ReportConfigAggregation;
import com.azure.resourcemanager.costmanagement.models.ReportConfigDataset;
import com.azure.resourcemanager.costmanagement.models.ReportGranularityType;
import com.azure.resourcemanager.costmanagement.models.ReportTimeframeType;
import com.azure.resourcemanager.costmanagement.models.ReportType;
import com.azure.resourcemanager.costmanagement.models.TimeframeType;
import com.azure.resourcemanager.costmanagement.models.View;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.AzureClients;
import dev.outlay.e2e.running.Outlay;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a partner's program in Java asks of cost, with Azure's SDK as it is, over TLS. */
@Tag("full")
class AzureCostSdkForJavaTest {
    private final Outlay outlay = Outlay.running();
    private final Account account = Account.unique("sdk-cost");
    private final String customer = UUID.randomUUID().toString();
    private final CostManagementManager costs =
            AzureClients.of(outlay, GLOBAL_ADMIN, UUID.randomUUID().toString()).costs();

    @Test
    void cost_is_queried_and_its_dimensions_are_listed() {
        CostEvents.accepted(
                outlay.publisher(),
                List.of(new Charge(
                        "1",
                        account,
                        customer,
                        UUID.randomUUID().toString(),
                        new BigDecimal("12.5"),
                        new BigDecimal("50"))));
        await("charge is counted")
                .atMost(Duration.ofSeconds(30))
                .until(() -> outlay.ledger().ledgerRows(account.name()) > 0);

        QueryResult result = costs.queries().usage(account.customer(customer), daily("CustomerTenantId", customer));
        assertThat(result.columns().stream().map(QueryColumn::name))
                .containsExactly("PreTaxCost", "UsageDate", "CustomerTenantId", "Currency");
        assertThat(result.rows()).hasSize(1);
        assertThat(result.nextLink()).isNull();
        assertThat(result.rows().getFirst().get(2)).isEqualTo(customer);
        assertThat(costs.queries()
                        .usage(account.id(), daily("CustomerTenantId", "nobody"))
                        .rows())
                .isEmpty();

        List<Dimension> dimensions = costs
                .dimensions()
                .list(
                        account.id(),
                        "properties/category eq 'CustomerTenantId'",
                        "properties/data",
                        null,
                        100,
                        Context.NONE)
                .stream()
                .toList();
        assertThat(dimensions).hasSize(1);
        assertThat(dimensions.getFirst().data()).containsExactly(customer);
        assertThat(dimensions.getFirst().total()).isEqualTo(1);
        assertThat(costs.dimensions().list(account.id()).stream().map(Dimension::category))
                .contains("PartnerEarnedCreditApplied", "ResourceGroup");

        ManagementException refused = catchThrowableOfType(
                ManagementException.class, () -> costs.queries().usage(account.id(), daily("Color", "red")));
        assertThat(refused.getValue().getCode()).isEqualTo("BadRequest");
        assertThat(refused.getValue().getMessage()).contains("valid values");
    }

    @Test
    void a_view_is_saved_read_listed_changed_and_deleted() {
        View made = costs.views()
                .define("by-service")
                .withExistingScope(account.id())
                .withDisplayName("Services by day")
                .withChart(ChartType.STACKED_COLUMN)
                .withAccumulated(AccumulatedType.FALSE)
                .withMetric(MetricType.ACTUAL_COST)
                .withTypePropertiesType(ReportType.USAGE)
                .withTimeframe(ReportTimeframeType.MONTH_TO_DATE)
                .withDataSet(new ReportConfigDataset()
                        .withGranularity(ReportGranularityType.DAILY)
                        .withAggregation(Map.of(
                                "total",
                                new ReportConfigAggregation()
                                        .withName("PreTaxCost")
                                        .withFunction(FunctionType.SUM))))
                .create();
        assertThat(made.createdOn()).isNotNull();
        // The SDK sends the scope as one segment; its documentation has scopes without a slash at their beginning.
        for (String scope : List.of(account.id(), account.id().substring(1))) {
            assertThat(costs.views().getByScope(scope, "by-service").displayName())
                    .as(scope)
                    .isEqualTo("Services by day");
        }

        made.update().withDisplayName("Services").withEtag(made.etag()).apply();
        assertThat(costs.views().listByScope(account.id()).stream().map(View::displayName))
                .contains("Services", "Accumulated costs")
                .doesNotContain("Services by day");
        costs.views().deleteByScope(account.id(), "by-service");
        ManagementException gone = catchThrowableOfType(
                ManagementException.class, () -> costs.views().getByScope(account.id(), "by-service"));
        assertThat(gone.getResponse().getStatusCode()).isEqualTo(404);
    }

    @Test
    void cost_is_forecast() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String days = IntStream.rangeClosed(1, 30)
                .mapToObj(ago -> Charge.of("day-" + ago, account, customer, "12.5")
                        .event()
                        .replace(Charge.thisMonth() + "T00:00:00Z", today.minusDays(ago) + "T00:00:00Z"))
                .collect(Collectors.joining(",", "[", "]"));
        Answer sent = outlay.publisher().tryToPost("/v1/cost-events", "application/cloudevents-batch+json", days);
        assertThat(sent.status()).as(sent.body()).isEqualTo(202);
        await("charges are counted")
                .atMost(Duration.ofSeconds(30))
                .until(() -> outlay.ledger().ledgerRows(account.name()) == 30);
        ForecastDefinition asked = new ForecastDefinition()
                .withType(ForecastType.ACTUAL_COST)
                .withTimeframe(ForecastTimeframe.CUSTOM)
                .withTimePeriod(new ForecastTimePeriod()
                        .withFrom(today.minusDays(3).atStartOfDay().atOffset(ZoneOffset.UTC))
                        .withTo(today.plusDays(3).atStartOfDay().atOffset(ZoneOffset.UTC)))
                .withDataset(new ForecastDataset()
                        .withGranularity(GranularityType.DAILY)
                        .withAggregation(Map.of(
                                "total",
                                new ForecastAggregation()
                                        .withName(FunctionName.PRE_TAX_COST)
                                        .withFunction(FunctionType.SUM))))
                .withIncludeActualCost(true)
                .withIncludeFreshPartialCost(false);

        ForecastResult result = costs.forecasts().usage(account.customer(customer), asked);

        assertThat(result.columns().stream().map(ForecastColumn::name))
                .containsExactly("PreTaxCost", "UsageDate", "CostStatus", "Currency");
        assertThat(result.rows().stream().map(row -> row.get(2)))
                .containsExactly("Actual", "Actual", "Forecast", "Forecast", "Forecast", "Forecast", "Forecast");
        assertThat(result.rows())
                .allMatch(row -> new BigDecimal(row.getFirst().toString()).compareTo(new BigDecimal("12.5")) == 0);

        ManagementException little = catchThrowableOfType(ManagementException.class, () -> costs.forecasts()
                .usage(Account.unique("sdk-empty").id(), asked));
        assertThat(little.getResponse().getStatusCode()).isEqualTo(424);
        assertThat(little.getValue().getCode()).isEqualTo("FailedDependency");
    }

    @Test
    void a_report_is_asked_for_polled_until_it_is_there_and_fetched_by_its_link() {
        CostEvents.accepted(
                outlay.publisher(),
                List.of(new Charge(
                        "1",
                        account,
                        customer,
                        UUID.randomUUID().toString(),
                        new BigDecimal("12.50000000001"),
                        new BigDecimal("50"))));
        await("charge is counted")
                .atMost(Duration.ofSeconds(30))
                .until(() -> outlay.ledger().ledgerRows(account.name()) > 0);

        CostDetailsOperationResults report = costs.generateCostDetailsReports()
                .createOperation(
                        account.customer(customer),
                        new GenerateCostDetailsReportRequestDefinition()
                                .withMetric(CostDetailsMetricType.ACTUAL_COST)
                                .withTimePeriod(new CostDetailsTimePeriod()
                                        .withStart(Charge.thisMonth().toString())
                                        .withEnd(Charge.thisMonth()
                                                .plusMonths(1)
                                                .minusDays(1)
                                                .toString())));
        assertThat(report.status()).isEqualTo(CostDetailsStatusType.COMPLETED);
        assertThat(report.blobCount()).isEqualTo(1);
        assertThat(report.requestBody().metric()).isEqualTo(CostDetailsMetricType.ACTUAL_COST);
        assertThat(report.validTill()).isNotNull();
        URI link = URI.create(report.blobs().getFirst().blobLink());
        assertThat(link.getScheme()).isEqualTo("https");
        String file = outlay.doorOfNobody().get(link.getPath()).body();
        assertThat(file).startsWith("invoiceId,previousInvoiceId,").contains(customer, "12.50000000001");
        assertThat((long) file.length()).isEqualTo(report.byteCount());

        // The SDK's own getOperationResults refuses to poll what begins with a GET.
        assertThat(outlay.door(GLOBAL_ADMIN)
                        .get(account.customer(customer)
                                + "/providers/Microsoft.CostManagement/costDetailsOperationResults/" + report.name()
                                + "?api-version=2023-11-01")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("Completed");
        assertThat(costs.generateCostDetailsReports()
                        .createOperation(
                                account.customer(customer),
                                new GenerateCostDetailsReportRequestDefinition()
                                        .withTimePeriod(new CostDetailsTimePeriod()
                                                .withStart("2020-01-01")
                                                .withEnd("2020-01-31")))
                        .status())
                .isEqualTo(CostDetailsStatusType.NO_DATA_FOUND);
    }

    private static QueryDefinition daily(String dimension, String value) {
        return new QueryDefinition()
                .withType(ExportType.ACTUAL_COST)
                .withTimeframe(TimeframeType.MONTH_TO_DATE)
                .withDataset(new QueryDataset()
                        .withGranularity(GranularityType.DAILY)
                        .withAggregation(Map.of(
                                "total",
                                new QueryAggregation().withName("PreTaxCost").withFunction(FunctionType.SUM)))
                        .withGrouping(List.of(new QueryGrouping()
                                .withType(QueryColumnType.DIMENSION)
                                .withName(dimension)))
                        .withFilter(new QueryFilter()
                                .withDimensions(new QueryComparisonExpression()
                                        .withName(dimension)
                                        .withOperator(QueryOperatorType.IN)
                                        .withValues(List.of(value)))));
    }
}
