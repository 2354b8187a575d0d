package dev.outlay.budget.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.outlay.budget.details.DetailMetric;
import dev.outlay.budget.refusal.RefusedException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an export can be asked for. */
class ExportJsonTest {

    private static final String DESTINATION = "\"deliveryInfo\":{\"destination\":{\"container\":\"exports\"}}";
    private static final String DEFINITION = "\"definition\":{\"type\":\"ActualCost\",\"timeframe\":\"MonthToDate\"}";

    private static ExportRequest read(String properties) throws JsonProcessingException {
        return ExportJson.read(
                new JsonMapper().readTree("{\"eTag\":\"\\\"1f\\\"\",\"properties\":{" + properties + "}}"));
    }

    @Test
    void what_is_kept_is_read_as_it_was() throws JsonProcessingException {
        ExportRequest request =
                read("\"schedule\":{\"status\":\"active\",\"recurrence\":\"monthly\",\"recurrencePeriod\":"
                        + "{\"from\":\"2026-01-31T06:00:00+01:00\",\"to\":\"2027-01-01\"}},\"format\":\"csv\",\"partitionData\":true,"
                        + "\"compressionMode\":\"GZip\",\"deliveryInfo\":{\"destination\":{\"container\":\"exports\",\"rootFolderPath\":\"a/b\",\"resourceId\":null}},"
                        + "\"definition\":{\"type\":\"amortizedCost\",\"timeframe\":\"custom\",\"timePeriod\":{\"from\":\"2026-10-01T00:00:00\",\"to\":\"2026-10-31T00:00:00Z\"},"
                        + "\"dataSet\":{\"granularity\":\"Daily\",\"configuration\":{\"columns\":[]}}}");
        ExportSettings settings = request.settings();

        assertThat(request.eTag()).isEqualTo("1f");
        assertThat(settings.schedule())
                .isEqualTo(new Schedule(
                        Recurrence.MONTHLY,
                        Instant.parse("2026-01-31T05:00:00Z"),
                        Instant.parse("2027-01-01T00:00:00Z")));
        assertThat(settings.root()).isEqualTo("a/b");
        assertThat(settings.isPacked()).isTrue();
        assertThat(settings.definition().metric()).isEqualTo(DetailMetric.AMORTIZED);
        assertThat(settings.definition().question(LocalDate.of(2027, 5, 5)).last())
                .isEqualTo("2026-10-31");
        assertThat(ExportJson.kept(request.properties())).isEqualTo(settings);
    }

    /** What is kept is UTC, so a bound of what may be sent is one of UTC: in each offset a time is read again or was refused. */
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "9001-01-01T00:00:00Z"})
    void whatever_is_taken_is_read_again_as_it_was(Instant bound) throws JsonProcessingException {
        for (int hours = -18; hours <= 18; hours++) {
            for (long seconds : new long[] {-90_000, -3_601, -3_600, -1, 0, 1, 3_600, 3_601, 90_000}) {
                isReadAgainOrRefused(bound, bound.plusSeconds(seconds), ZoneOffset.ofHours(hours));
            }
        }
    }

    private static void isReadAgainOrRefused(Instant bound, Instant time, ZoneOffset offset)
            throws JsonProcessingException {
        boolean isFirst = bound.equals(Instant.EPOCH);
        String sent = time.atOffset(offset).toString();
        String properties =
                "\"schedule\":{\"status\":\"Active\",\"recurrence\":\"Annually\",\"recurrencePeriod\":{\"from\":\"%s\"}},%s,\"definition\":{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"%s\",\"to\":\"%s\"}}"
                        .formatted(sent, DESTINATION, sent, sent);
        if (time.isBefore(bound) == isFirst) {
            assertThatThrownBy(() -> read(properties)).isInstanceOf(RefusedException.class);
        } else {
            ExportRequest request = read(properties);
            assertThat(request.settings().schedule()).isEqualTo(new Schedule(Recurrence.ANNUALLY, time, null));
            assertThat(ExportJson.kept(request.properties())).isEqualTo(request.settings());
        }
    }

    @Test
    void without_a_schedule_it_runs_when_it_is_asked_to() throws JsonProcessingException {
        assertThat(read(DESTINATION + "," + DEFINITION).settings().schedule()).isNull();
        assertThat(read("\"schedule\":{\"recurrence\":\"Daily\"}," + DESTINATION + "," + DEFINITION)
                        .settings()
                        .schedule())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "MonthToDate, 2026-11-27, 2026-11-01, 2026-11-27",
        "TheLastMonth, 2026-03-31, 2026-02-01, 2026-02-28",
        "TheLastBillingMonth, 2028-03-01, 2028-02-01, 2028-02-29",
        "WeekToDate, 2026-11-27, 2026-11-22, 2026-11-27"
    })
    void its_days_are_seen_from_the_day_of_the_run(String timeframe, LocalDate day, LocalDate first, LocalDate last)
            throws JsonProcessingException {
        ExportDefinition definition = read(DESTINATION + "," + DEFINITION.replace("MonthToDate", timeframe))
                .settings()
                .definition();

        assertThat(definition.question(day).first()).isEqualTo(first);
        assertThat(definition.question(day).last()).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|container",
                "{}|timeframe",
                "{\"deliveryInfo\":{\"destination\":{\"resourceId\":\"/subscriptions/s/x\",\"container\":\"exports\"}}}|not written to storage accounts",
                "{\"deliveryInfo\":{\"destination\":{\"sasToken\":\"?x\",\"container\":\"exports\"}}}|not written to storage accounts",
                "{\"deliveryInfo\":{\"destination\":{\"container\":\"exports\",\"rootFolderPath\":\"../x\"}}}|rootFolderPath",
                "{\"deliveryInfo\":{\"destination\":{\"container\":\"exports\",\"rootFolderPath\":7}}}|rootFolderPath",
                "{\"format\":\"Parquet\"}|must be Csv",
                "{\"compressionMode\":\"snappy\"}|none or gzip",
                "{\"partitionData\":\"yes\"}|partitionData",
                "{\"dataOverwriteBehavior\":\"OverwritePreviousReport\"}|CreateNewReport",
                "{\"definition\":{\"type\":\"Usage\",\"timeframe\":\"MonthToDate\"}}|ActualCost or AmortizedCost",
                "{\"definition\":{\"type\":\"FocusCost\",\"timeframe\":\"MonthToDate\"}}|ActualCost or AmortizedCost",
                "{\"definition\":{\"type\":\"ActualCost\",\"timeframe\":\"Custom\"}}|timePeriod.from",
                "{\"definition\":{\"type\":\"ActualCost\",\"timeframe\":\"Custom\",\"timePeriod\":{\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}}}|before",
                "{\"definition\":{\"dataSet\":{\"granularity\":\"Hourly\"}}}|granularity",
                "{\"definition\":{\"dataSet\":{\"filter\":{\"and\":[]}}}}|filter",
                "{\"definition\":{\"dataSet\":{\"configuration\":{\"columns\":[\"Date\"]}}}}|all columns",
                "{\"schedule\":{\"status\":\"Active\"}}|recurrence",
                "{\"schedule\":{\"status\":\"Active\",\"recurrence\":\"Daily\"}}|recurrencePeriod.from",
                "{\"schedule\":{\"status\":\"Paused\"}}|Active or Inactive",
                "{\"schedule\":{\"recurrence\":\"Hourly\"}}|Daily, Weekly",
                "{\"schedule\":{\"recurrencePeriod\":{\"from\":\"+292278994-08-17T07:12:55Z\"}}}|recurrencePeriod.from",
                "{\"schedule\":{\"recurrencePeriod\":{\"from\":\"2026-01-02\",\"to\":\"2026-01-01\"}}}|before"
            })
    void what_is_none_is_refused_with_what_is_wrong(String properties, String said) {
        assertThatThrownBy(() -> ExportJson.read(new JsonMapper().readTree("{\"properties\":" + properties + "}")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().message()).contains(said));
    }
}
