package dev.outlay.alert.recipient;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hours in which a recipient wants no mail, on a wall clock. Where clocks are put back, an hour that is there twice is quiet both times;
 * where they are put forward, what would begin or end in the hour that is not there does so at the change.
 *
 * @param from the first minute
 * @param to   the minute in which it is over; of the next day, where it is not after {@code from}, so that from 00:00 to 00:00 is a whole day
 * @param days on which it begins; never empty
 */
public record QuietHours(LocalTime from, LocalTime to, Set<DayOfWeek> days) {

    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

    /** What is looked back for: hours that began a day before, over a day that a zone has left out. */
    private static final int DAYS_BACK = 2;

    /** Its end where it is quiet at a moment; empty where it is not. */
    Optional<Instant> endAround(Instant moment, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(moment, zone);
        return today.minusDays(DAYS_BACK)
                .datesUntil(today.plusDays(1))
                .filter(day -> days.contains(day.getDayOfWeek()))
                .filter(day -> !moment.isBefore(first(day.atTime(from), zone.getRules())))
                .map(day -> last((isOverMidnight() ? day.plusDays(1) : day).atTime(to), zone.getRules()))
                .filter(moment::isBefore)
                .max(Instant::compareTo);
    }

    private boolean isOverMidnight() {
        return !to.isAfter(from);
    }

    /** The first moment at which a clock shows this, or later. */
    static Instant first(LocalDateTime shown, ZoneRules rules) {
        return moment(shown, rules, 0);
    }

    /** The last moment at which it does. */
    private static Instant last(LocalDateTime shown, ZoneRules rules) {
        return moment(shown, rules, 1);
    }

    private static Instant moment(LocalDateTime shown, ZoneRules rules, int which) {
        List<ZoneOffset> offsets = rules.getValidOffsets(shown);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition change = rules.getTransition(shown);
            return change.getInstant();
        }
        return shown.toInstant(offsets.get(Math.min(which, offsets.size() - 1)));
    }

    /** Whether they leave a minute of the week in which mail may go. */
    public static boolean leaveTime(Collection<QuietHours> all) {
        BitSet quiet = new BitSet(MINUTES_OF_WEEK);
        for (QuietHours each : all) {
            int minutes = Math.floorMod(minute(each.to) - minute(each.from) - 1, MINUTES_OF_DAY) + 1;
            for (DayOfWeek day : each.days) {
                int start = day.ordinal() * MINUTES_OF_DAY + minute(each.from);
                for (int past = 0; past < minutes; past++) {
                    quiet.set((start + past) % MINUTES_OF_WEEK);
                }
            }
        }
        return quiet.cardinality() < MINUTES_OF_WEEK;
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }
}
