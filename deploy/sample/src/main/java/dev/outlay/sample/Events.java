package dev.outlay.sample;

import dev.outlay.sample.partner.ChargeEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Charges of the sample as CloudEvents in structured mode. */
final class Events {
    /** Source of every charge of the sample. */
    static final String SOURCE = "urn:outlay:synthetic-sample";

    private Events() {}

    /**
     * A batch of events.
     *
     * @param alerts {@code tell} or {@code record}: whether crossings that the charges cause are told
     */
    static List<Map<String, Object>> of(List<ChargeEvent> charges, String alerts) {
        return charges.stream().map(charge -> event(charge, alerts)).toList();
    }

    private static Map<String, Object> event(ChargeEvent charge, String alerts) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("type", "dev.outlay.charge.v1");
        event.put("source", SOURCE);
        event.put("id", charge.id());
        event.put("datacontenttype", "application/json");
        event.put("alerts", alerts);
        event.put("data", charge.data());
        return event;
    }
}
