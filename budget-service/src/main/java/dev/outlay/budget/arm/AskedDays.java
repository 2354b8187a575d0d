package dev.outlay.budget.arm;

import dev.outlay.budget.billing.Invoices;
import dev.outlay.budget.refusal.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;

/** The days that a list of invoices or transactions must name: {@code periodStartDate} and {@code periodEndDate} (azure-rest-contract.md section 9). */
final class AskedDays {

    private AskedDays() {}

    /** Fails with a refusal. */
    static Invoices.Days of(Call call) {
        LocalDate first = day(call, "periodStartDate");
        LocalDate last = day(call, "periodEndDate");
        if (last.isBefore(first)) {
            throw Refusal.badRequest("periodEndDate must not be before periodStartDate.")
                    .exception();
        }
        return new Invoices.Days(first, last);
    }

    private static LocalDate day(Call call, String name) {
        String value = Query.value(call.query(), name);
        try {
            if (value != null && value.length() == 10) {
                return LocalDate.parse(value);
            }
        } catch (DateTimeException noDay) {
            // Answered below, as a day that is missing.
        }
        throw Refusal.badRequest("The query parameter " + name + " is required, as a day: YYYY-MM-DD.")
                .exception();
    }
}
