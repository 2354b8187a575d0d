package dev.outlay.alert.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.event.Unreadable;
import dev.outlay.alert.running.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is told of a budget that counts a quantity is in the unit of that, and what is told of cost in its currency. */
class QuantityTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode example(String name) throws IOException {
        return (ObjectNode) JSON.readTree(Repository.root()
                .resolve("deploy/contracts/examples/" + name + ".json")
                .toFile());
    }

    private static ObjectNode data(ObjectNode event) {
        return (ObjectNode) event.path("data");
    }

    private static String unit(ObjectNode event) throws Unreadable {
        return CrossingJson.read(CloudEvent.structured(event.toString().getBytes(StandardCharsets.UTF_8)))
                .unit();
    }

    @Test
    void aQuantityHasAUnitAlsoWhereNobodyHasSaidOne() throws Exception {
        ObjectNode quantity = example("crossing-usage");
        assertThat(unit(quantity)).isEqualTo("1 Hour");
        data(quantity).remove("unit");
        assertThat(unit(quantity)).isEqualTo("Units");
        data(quantity).put("unit", " ");
        assertThat(unit(quantity)).isEqualTo("Units");
    }

    @Test
    void costHasItsCurrencyWhateverElseIsSaid() throws Exception {
        ObjectNode cost = example("crossing-actual");
        data(cost).put("unit", "1 Hour");
        assertThat(unit(cost)).isEqualTo("CHF");
    }

    @Test
    void theEndOfABudgetThatCountsAQuantityIsRead() throws Exception {
        ObjectNode ending = example("budget-ending");
        data(ending).put("metric", "Usage").put("currency", "XXX").put("unit", "10K");
        assertThat(unit(ending)).isEqualTo("10K");
    }
}
