package dev.outlay.budget.arm;

import dev.outlay.budget.billing.Invoices;
import dev.outlay.budget.refusal.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days that a list of invoices or transactions names: {@code periodStartDate} and {@code periodEndDate} (azure-rest-contract.md section 9). Of transactions both are
 * required; of invoices they are in the versions before 2024-04-01.
 */
final class AskedDays {

    /** The version from which on a list of invoices need not say its days. */
    private static final String OPTIONAL = "2024-04-01";

    private AskedDays() {}

    /** Fails with a refusal. */
    static Invoices.Days of(Call call) {
        return of(call, null, null);
    }

    /** Of a list of invoices: all days where none are named and the version lets them be missing. Fails with a refusal. */
    static Invoices.Days ofInvoices(Call call) {
        return call.parameter("api-version").equalsIgnoreCase(OPTIONAL)
                ? of(call, LocalDate.MIN, LocalDate.MAX)
                : of(call);
    }

    private static Invoices.Days of(Call call, @Nullable LocalDate earliest, @Nullable LocalDate latest) {
        LocalDate first = day(call, "periodStartDate", earliest);
        LocalDate last = day(call, "periodEndDate", latest);
        if (last.isBefore(first)) {
            throw Refusal.badRequest("periodEndDate must not be before periodStartDate.")
                    .exception();
        }
        return new Invoices.Days(first, last);
    }

    /** @param otherwise where it is missing; null where it may not be */
    private static LocalDate day(Call call, String name, @Nullable LocalDate otherwise) {
        String value = Query.value(call.query(), name);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        try {
            if (value != null && value.length() == 10) {
                return LocalDate.parse(value);
            }
        } catch (DateTimeException noDay) {
            // Answered below, as a day that is missing.
        }
        throw Refusal.badRequest("The query parameter " + name
                        + (otherwise == null ? " is required, as a day: YYYY-MM-DD." : " must be a day: YYYY-MM-DD."))
                .exception();
    }
}
