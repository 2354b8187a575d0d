package dev.outlay.alert.delivery;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The grounds of a delivery as the database keeps them. */
final class GroundsColumn {

    /** {@code chr(30)}, the record separator: a tenant or an id that held it would be nobody's. */
    private static final String SEPARATOR = "\u001e";

    private GroundsColumn() {}

    static String write(List<Ground> grounds) {
        return Holders.write(grounds.stream()
                .map(ground -> ground.tenant() + SEPARATOR + ground.holder().orElse(""))
                .toList());
    }

    static List<Ground> read(String text) {
        return Holders.read(text).stream().map(GroundsColumn::one).toList();
    }

    private static Ground one(String text) {
        List<String> parts = Arrays.asList(text.split(SEPARATOR, 2));
        return new Ground(
                parts.getFirst(), Optional.of(parts.getLast()).filter(holder -> parts.size() > 1 && !holder.isEmpty()));
    }
}
