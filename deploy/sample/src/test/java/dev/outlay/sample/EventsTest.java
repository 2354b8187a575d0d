package dev.outlay.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.outlay.local.Persona;
import dev.outlay.sample.partner.ChargeEvent;
import dev.outlay.sample.partner.Charges;
import dev.outlay.sample.partner.Partner;
import dev.outlay.sample.partner.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventsTest {
    @Test
    void every_charge_of_a_month_and_of_the_stream_is_what_the_contract_asks_for() throws Exception {
        Path file = Path.of(System.getProperty("outlay.root"), "deploy/contracts/charge.v1.schema.json");
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(file));
        ObjectMapper json = new ObjectMapper();
        for (Map<String, Object> event : Events.of(charges(), "record")) {
            Set<ValidationMessage> problems = schema.validate(json.valueToTree(event));
            assertThat(problems).as(String.valueOf(event.get("id"))).isEmpty();
        }
    }

    private static List<ChargeEvent> charges() {
        Charges charges = new Charges(Partner.of(new Seed(1), Persona.CUSTOMER_TENANT));
        List<ChargeEvent> all = new ArrayList<>();
        for (int day = 1; day <= 30; day++) {
            all.addAll(charges.of(LocalDate.of(2026, 6, day)));
        }
        for (int draw = 0; draw < 200; draw++) {
            all.add(charges.live(draw % 29, draw, LocalDate.of(2026, 6, 30), "live-" + draw));
        }
        return all;
    }
}
