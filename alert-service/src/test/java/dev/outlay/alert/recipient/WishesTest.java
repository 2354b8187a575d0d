package dev.outlay.alert.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a mail may go. Zurich puts its clocks forward on 29 March 2026 at 01:00 UTC, and back on 25 October at 01:00 UTC. */
class WishesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Wishes wishes(String json) throws Exception {
        return WishesJson.read(JSON.readTree(json.replace('\'', '"')));
    }

    private static Wishes zurich(String quietHours) throws Exception {
        return wishes("{'timeZone':'Europe/Zurich','quietHours':[" + quietHours + "]}");
    }

    private static Wishes quiet(String from, String to) throws Exception {
        return zurich("{'from':'" + from + "','to':'" + to + "'}");
    }

    @ParameterizedTest
    @CsvSource({
        // a winter night, and a summer one
        "22:00, 07:00, 2026-01-15T20:59:59Z, ",
        "22:00, 07:00, 2026-01-15T21:00:00Z, 2026-01-16T06:00:00Z",
        "22:00, 07:00, 2026-01-16T05:59:59Z, 2026-01-16T06:00:00Z",
        "22:00, 07:00, 2026-01-16T06:00:00Z, ",
        "22:00, 07:00, 2026-07-15T20:00:00Z, 2026-07-16T05:00:00Z",
        // the night that is an hour shorter, and the one that is an hour longer
        "22:00, 07:00, 2026-03-28T21:00:00Z, 2026-03-29T05:00:00Z",
        "22:00, 07:00, 2026-10-24T20:00:00Z, 2026-10-25T06:00:00Z",
        // an end in the hour that is not there: at the change
        "00:00, 02:30, 2026-03-29T00:59:59Z, 2026-03-29T01:00:00Z",
        "00:00, 02:30, 2026-03-29T01:00:00Z, ",
        // a beginning there as well
        "02:30, 04:00, 2026-03-29T00:59:59Z, ",
        "02:30, 04:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        // hours that are not there at all
        "02:10, 02:40, 2026-03-29T01:00:00Z, ",
        "02:10, 02:40, 2026-03-28T01:15:00Z, 2026-03-28T01:40:00Z",
        // an end in the hour that is there twice: quiet while the clock shows less, both times
        "00:00, 02:30, 2026-10-25T00:45:00Z, 2026-10-25T01:30:00Z",
        "00:00, 02:30, 2026-10-25T01:29:59Z, 2026-10-25T01:30:00Z",
        "00:00, 02:30, 2026-10-25T01:30:00Z, ",
        // a beginning there: the first time
        "02:30, 04:00, 2026-10-25T00:29:59Z, ",
        "02:30, 04:00, 2026-10-25T00:30:00Z, 2026-10-25T03:00:00Z"
    })
    void itIsQuietByTheWallClock(String from, String to, Instant moment, Instant end) throws Exception {
        assertThat(quiet(from, to).quietUntil(moment)).isEqualTo(Optional.ofNullable(end));
        assertThat(quiet(from, to).mayGoAt(moment, true)).isEqualTo(end == null ? moment : end);
    }

    /** 2026-01-16 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-16T20:59:59Z, ",
        "2026-01-16T21:00:00Z, 2026-01-19T06:00:00Z",
        "2026-01-17T12:00:00Z, 2026-01-19T06:00:00Z",
        "2026-01-18T23:30:00Z, 2026-01-19T06:00:00Z",
        "2026-01-19T06:00:00Z, "
    })
    void nightsAndDaysThatTouchAreOneWeekend(Instant moment, Instant end) throws Exception {
        Wishes wishes = zurich(
                "{'from':'22:00','to':'07:00'},{'from':'00:00','to':'00:00','days':['Saturday']},{'from':'00:00','to':'00:00','days':['Sunday']}");

        assertThat(wishes.quietUntil(moment)).isEqualTo(Optional.ofNullable(end));
    }

    @Test
    void hoursBelongToTheDayOnWhichTheyBegin() throws Exception {
        Wishes wishes = zurich("{'from':'22:00','to':'07:00','days':['Friday']}");

        assertThat(wishes.quietUntil(Instant.parse("2026-01-17T02:00:00Z"))).isPresent();
        assertThat(wishes.quietUntil(Instant.parse("2026-01-16T02:00:00Z"))).isEmpty();
        assertThat(wishes.quietUntil(Instant.parse("2026-01-17T22:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AtOnce, 2026-01-15T10:10:00Z, false, 2026-01-15T10:10:00Z",
        "Hourly, 2026-01-15T10:10:00Z, false, 2026-01-15T10:30:00Z",
        "Hourly, 2026-01-15T10:10:00Z, true, 2026-01-15T10:10:00Z",
        "Hourly, 2026-01-15T10:30:00Z, false, 2026-01-15T11:30:00Z",
        "Daily, 2026-01-15T02:29:59Z, false, 2026-01-15T02:30:00Z",
        "Daily, 2026-01-15T02:30:00Z, false, 2026-01-16T02:30:00Z"
    })
    void aDigestComesAtTheFullHourOrOnceADayWhereItsReaderIs(String digest, Instant now, boolean waited, Instant at)
            throws Exception {
        assertThat(wishes("{'timeZone':'Asia/Kolkata','digest':'" + digest + "'}")
                        .mayGoAt(now, waited))
                .isEqualTo(at);
    }

    @Test
    void aDigestThatFallsIntoQuietHoursComesAtTheirEnd() throws Exception {
        Wishes wishes = wishes(
                "{'timeZone':'Europe/Zurich','digest':'Daily','dailyAt':'06:00','quietHours':[{'from':'22:00','to':'07:00'}]}");

        assertThat(wishes.mayGoAt(Instant.parse("2026-03-28T12:00:00Z"), false))
                .isEqualTo(Instant.parse("2026-03-29T05:00:00Z"));
    }

    @Test
    void wishesAreKeptAsTheyAreRead() throws Exception {
        Wishes wishes = wishes(
                "{'timeZone':'America/New_York','digest':'Hourly','dailyAt':'23:59','exceeded':'tell','quietHours':[{'from':'12:00','to':'13:00','days':['Sunday','Monday']}]}");

        assertThat(WishesJson.read(WishesJson.write(wishes))).isEqualTo(wishes);
        assertThat(WishesJson.kept(WishesJson.write(wishes).toString())).contains(wishes);
        assertThat(WishesJson.write(wishes("{'timeZone':'UTC'}")).toString())
                .isEqualTo(
                        "{\"timeZone\":\"UTC\",\"digest\":\"AtOnce\",\"dailyAt\":\"08:00\",\"quietHours\":[],\"exceeded\":\"wait\"}");
    }

    @Test
    void whatAnotherVersionHasKeptIsNotRead() {
        assertThat(WishesJson.kept("{\"timeZone\":\"Mars/Olympus\"}")).isEmpty();
        assertThat(WishesJson.kept("nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'timeZone':null}",
                "{'timeZone':'+01:00'}",
                "{'timeZone':'Europe/Nowhere'}",
                "{'timeZone':'europe/zurich'}",
                "{'timeZone':1}",
                "{'timeZone':'UTC','digest':'Weekly'}",
                "{'timeZone':'UTC','digest':null}",
                "{'timeZone':'UTC','dailyAt':'24:00'}",
                "{'timeZone':'UTC','dailyAt':'8:00'}",
                "{'timeZone':'UTC','exceeded':'yes'}",
                "{'timeZone':'UTC','other':1}",
                "{'timeZone':'UTC','quietHours':{}}",
                "{'timeZone':'UTC','quietHours':null}",
                "{'timeZone':'UTC','quietHours':['22:00']}",
                "{'timeZone':'UTC','quietHours':[{'from':'22:00'}]}",
                "{'timeZone':'UTC','quietHours':[{'from':'22:00','to':'07:00','zone':'UTC'}]}",
                "{'timeZone':'UTC','quietHours':[{'from':'22:00:01','to':'07:00'}]}",
                "{'timeZone':'UTC','quietHours':[{'from':'22:00','to':'07:00','days':[]}]}",
                "{'timeZone':'UTC','quietHours':[{'from':'22:00','to':'07:00','days':{}}]}",
                "{'timeZone':'UTC','quietHours':[{'from':'22:00','to':'07:00','days':'Monday'}]}",
                "{'timeZone':'UTC','quietHours':[{'from':'22:00','to':'07:00','days':['monday']}]}",
                "{'timeZone':'UTC','quietHours':[{'from':'22:00','to':'07:00','days':[1]}]}",
                "{'timeZone':'UTC','quietHours':[{'from':'22:00','to':'07:00','days':['Monday','Monday']}]}",
                // there would never be a mail
                "{'timeZone':'UTC','quietHours':[{'from':'00:00','to':'00:00'}]}",
                "{'timeZone':'UTC','quietHours':[{'from':'07:00','to':'22:00'},{'from':'22:00','to':'07:00'}]}"
            })
    void whatCannotBeMeantIsRefused(String json) {
        assertThatThrownBy(() -> wishes(json)).isInstanceOf(WishesJson.Unclear.class);
    }

    @Test
    void oneMinuteOfTheWeekIsEnoughAndElevenQuietHoursAreTooMany() throws Exception {
        String days = "['Monday','Tuesday','Wednesday','Thursday','Friday','Saturday']";
        Wishes wishes = zurich(
                "{'from':'00:00','to':'00:00','days':" + days + "},{'from':'00:00','to':'23:59','days':['Sunday']}");

        assertThat(wishes.quietUntil(Instant.parse("2026-01-19T00:00:00Z")))
                .contains(Instant.parse("2026-01-25T22:59:00Z"));
        String eleven = "{'from':'01:00','to':'02:00'},".repeat(11);
        assertThatThrownBy(() -> zurich(eleven.substring(0, eleven.length() - 1)))
                .isInstanceOf(WishesJson.Unclear.class);
    }
}
