package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.PricedProfile.OCTOBER;
import static dev.outlay.budget.arm.PricedProfile.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.budget.pricesheet.PriceFile;
import dev.outlay.local.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A price sheet is read while it arrives: in parts, slowly, or not to its end. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ArrivingPriceSheetTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PricedProfile profile = new PricedProfile();

    @Test
    void forty_thousand_prices_come_in_many_parts_and_are_all_there() {
        Response created = profile.put(OCTOBER, new PriceFile().lines(40_000).text());
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        assertThat(created.jsonPath().getInt("properties.priceCount")).isEqualTo(40_000);
        assertThat(Client.value("select sum(unit_price) from price where sheet_id = " + sheet()))
                .as("1.001 + 2.001 + ...")
                .isEqualTo("800020040.000");
    }

    private String sheet() {
        return "(select s.id from price_sheet s join scope p on p.id = s.profile_scope where s.state = 2 and p.billing_account = '"
                + profile.name + "')";
    }

    @Test
    void four_are_read_at_a_time_and_what_breaks_off_is_not_kept() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                sockets.add(begun());
            }
            await("four are arriving").atMost(PATIENCE).until(() -> Client.value(
                            "select count(*) from price_sheet where state = 1")
                    .equals("4"));
            Response fifth = profile.put(OCTOBER, new PriceFile().line().text());
            assertThat(fifth.statusCode()).as(fifth.asString()).isEqualTo(429);
            assertThat(fifth.header("Retry-After")).isEqualTo("10");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await("their places are free, and what they brought is removed")
                .atMost(PATIENCE)
                .until(() -> Client.value("select count(*) from price_sheet where state in (1, 4)")
                        .equals("0"));
        assertThat(get(profile.ofPeriod(OCTOBER)).statusCode()).isEqualTo(404);
        assertThat(profile.put(OCTOBER, new PriceFile().line().text()).statusCode())
                .isEqualTo(201);
    }

    /** A request that says it is longer than what comes of it. */
    private Socket begun() throws IOException {
        byte[] sent = new PriceFile().lines(3_000).text().getBytes(UTF_8);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        String head = "PUT " + profile.ofPeriod(OCTOBER)
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                + RealParts.tokens().token(GLOBAL_ADMIN) + "\r\nContent-Length: " + (sent.length + 1) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        socket.getOutputStream().write(sent);
        socket.getOutputStream().flush();
        return socket;
    }
}
