package dev.outlay.sample.partner;

import java.util.Map;

/**
 * A charge of the sample, ready to be sent.
 *
 * @param id unique in the sample
 * @param data FOCUS columns; decimals are {@link java.math.BigDecimal}
 */
public record ChargeEvent(String id, Map<String, Object> data) {}
