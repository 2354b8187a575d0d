package dev.outlay.ingest.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChargeRulesTest {
    private static final AcceptedPeriod PERIOD = AcceptedPeriod.asOf(Instant.parse("2026-11-23T00:00:00Z"), 84, 60);

    @Test
    void aChargeWithTheRequiredColumnsIsAccepted() {
        assertThat(check(draft -> {}, attributes("7"))).isInstanceOf(Checked.Accepted.class);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("a cost that is no number", Column.BILLED_COST, "many", "InvalidDecimal"),
                refusal("a cost of infinite size", Column.EFFECTIVE_COST, "1e400", "InvalidDecimal"),
                refusal("a currency in small letters", Column.BILLING_CURRENCY, "usd", "UnknownCurrency"),
                refusal("a currency that nobody has", Column.BILLING_CURRENCY, "QQQ", "UnknownCurrency"),
                refusal("a pricing currency that nobody has", Column.X_PRICING_CURRENCY, "ZZ9", "UnknownCurrency"),
                refusal("a category of another world", Column.CHARGE_CATEGORY, "usage", "InvalidValue"),
                refusal("a class other than Correction", Column.CHARGE_CLASS, "Mistake", "InvalidValue"),
                refusal("a flag that is neither", Column.X_PARTNER_CREDIT_APPLIED, "perhaps", "InvalidValue"),
                refusal(
                        "a start without a zone",
                        Column.CHARGE_PERIOD_START,
                        "2026-11-20T00:00:00",
                        "InvalidTimestamp"),
                refusal(
                        "a start before the retention",
                        Column.CHARGE_PERIOD_START,
                        "2019-11-22T23:59:59Z",
                        "ChargeTooOld"),
                refusal(
                        "a start too far ahead",
                        Column.CHARGE_PERIOD_START,
                        "2031-11-23T00:00:01Z",
                        "ChargeTooFarAhead"),
                refusal("an end at the start", Column.CHARGE_PERIOD_END, "2026-11-20T00:00:00Z", "InvalidPeriod"),
                refusal("an end before the start", Column.CHARGE_PERIOD_END, "2026-11-19T00:00:00Z", "InvalidPeriod"),
                refusal("a name over 1 KiB", Column.SERVICE_NAME, "x".repeat(1025), "TextTooLong"),
                refusal("a resource over 2 KiB", Column.RESOURCE_ID, "x".repeat(2049), "TextTooLong"),
                refusal("a text with U+0000", Column.SERVICE_NAME, "a\0b", "InvalidText"),
                refusal("half a surrogate pair", Column.REGION_NAME, "a\ud800", "InvalidText"),
                refusal("the other half", Column.REGION_NAME, "\udc00b", "InvalidText"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void whatBreaksARuleIsRefusedWithItsCodeAndPath(String sentence, Column column, String value, String code) {
        List<Problem> problems = problems(check(draft -> draft.text(column, value), attributes("7")));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code().text()).isEqualTo(code);
            assertThat(problem.path()).isEqualTo("/data/" + column.text());
            assertThat(problem.message()).isNotBlank();
        });
    }

    @ParameterizedTest(name = "without {0}")
    @CsvSource({"BilledCost", "BillingCurrency", "ChargeCategory", "ChargePeriodStart", "BillingAccountId"})
    void aRequiredColumnThatIsMissingIsNamed(String name) {
        ChargeDraft draft = new ChargeDraft();
        sound(draft, name);

        assertThat(problems(draft.check(attributes("7"), PERIOD)))
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple(ProblemCode.MISSING_FIELD, "/data/" + name));
    }

    @Test
    void allProblemsOfAnItemAreToldAtOnce() {
        ChargeDraft draft = new ChargeDraft();
        draft.text(Column.BILLED_COST, "x");
        draft.text(Column.BILLING_CURRENCY, "x");
        Attributes attributes = new Attributes("0.3", "other", null, " ", "noon", "text/plain", "-1", "shout");

        assertThat(problems(draft.check(attributes, PERIOD)))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "/data/BilledCost",
                        "/data/BillingCurrency",
                        "/data/ChargeCategory",
                        "/data/ChargePeriodStart",
                        "/data/BillingAccountId",
                        "/specversion",
                        "/type",
                        "/id",
                        "/source",
                        "/time",
                        "/datacontenttype",
                        "/revision",
                        "/alerts");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "2147483647,2147483647", "007,7"})
    void aRevisionIsAnIntegerFromZero(String written, int revision) {
        assertThat(accepted(check(draft -> {}, attributes(written))).revision()).isEqualTo(revision);
    }

    @ParameterizedTest
    @CsvSource({"-1", "2147483648", "99999999999", "1.0", "one", "''"})
    void anythingElseIsNoRevision(String written) {
        assertThat(problems(check(draft -> {}, attributes(written))))
                .extracting(problem -> problem.code().text())
                .containsExactly("InvalidRevision");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/subscriptions/6A1D,P,6a1d",
                "6A1D,P,6a1d",
                "-,Profile-1,Profile-1",
                "-,/providers/x/billingProfiles/Profile-1,Profile-1",
                "-,-,ACCOUNT"
            })
    void theKeyIsTheSubscriptionThenTheProfileThenTheAccount(
            @Nullable String subscription, @Nullable String profile, String key) {
        ChargeDraft draft = new ChargeDraft();
        sound(draft, "BillingAccountId");
        draft.text(Column.X_BILLING_ACCOUNT_ID, "ACCOUNT");
        if (subscription != null) {
            draft.text(Column.SUB_ACCOUNT_ID, subscription);
        }
        if (profile != null) {
            draft.text(Column.X_BILLING_PROFILE_ID, profile);
        }

        assertThat(accepted(draft.check(attributes("0"), PERIOD)).partitionKey())
                .isEqualTo(key);
    }

    @Test
    void theAccountIsTheLastSegmentOfItsPath() {
        ChargeDraft draft = new ChargeDraft();
        sound(draft, "BillingAccountId");
        draft.text(Column.BILLING_ACCOUNT_ID, "/providers/Microsoft.Billing/billingAccounts/8611537");

        assertThat(accepted(draft.check(attributes("0"), PERIOD)).account()).isEqualTo("8611537");
    }

    @Test
    void tagsAreBoundedAndTexts() {
        TagsDraft tags = new TagsDraft();
        for (int i = 0; i < 60; i++) {
            tags.tag("tag" + i, "value");
        }
        tags.tag("n".repeat(513), "value");
        tags.tag("long", "v".repeat(1025));
        tags.refuse("a/b~c");

        assertThat(problems(check(draft -> draft.tags(tags), attributes("0"))))
                .extracting(Problem::path)
                .containsExactly("/data/Tags", "/data/Tags", "/data/Tags/long", "/data/Tags/a~1b~0c");
    }

    private static Arguments refusal(String sentence, Column column, String value, String code) {
        return arguments(sentence, column, value, code);
    }

    private static Checked check(Consumer<ChargeDraft> change, Attributes attributes) {
        ChargeDraft draft = new ChargeDraft();
        sound(draft, "");
        change.accept(draft);
        return draft.check(attributes, PERIOD);
    }

    private static void sound(ChargeDraft draft, String without) {
        Stream.of(
                        new String[] {"BillingAccountId", "A1"},
                        new String[] {"BilledCost", "1.5"},
                        new String[] {"BillingCurrency", "CHF"},
                        new String[] {"ChargeCategory", "Usage"},
                        new String[] {"ChargePeriodStart", "2026-11-20T00:00:00Z"})
                .filter(pair -> !pair[0].equals(without))
                .forEach(pair -> {
                    Column column = Column.named(pair[0]);
                    assertThat(column).isNotNull();
                    draft.text(column, pair[1]);
                });
    }

    private static Attributes attributes(String revision) {
        return new Attributes("1.0", Attributes.TYPE, "id", "urn:test", null, null, revision, null);
    }

    private static Charge accepted(Checked checked) {
        assertThat(checked).isInstanceOf(Checked.Accepted.class);
        return ((Checked.Accepted) checked).charge();
    }

    private static List<Problem> problems(Checked checked) {
        assertThat(checked).isInstanceOf(Checked.Rejected.class);
        return ((Checked.Rejected) checked).problems();
    }
}
