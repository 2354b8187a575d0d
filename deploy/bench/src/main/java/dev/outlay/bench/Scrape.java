package dev.outlay.bench;

import java.io.IOException;
import java.util.Optional;

/** Reads meters of a service at {@code /q/metrics}. */
final class Scrape {
    private final String text;

    private Scrape(String text) {
        this.text = text;
    }

    /** Nothing while the service does not answer yet. */
    static Optional<Scrape> of(int managementPort) {
        try {
            return Optional.of(
                    new Scrape(Child.get(managementPort, "/q/metrics").body()));
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    /** The sum of the samples whose line begins so and whose labels hold a text. */
    double sum(String meter, String label) {
        return text.lines()
                .filter(line -> line.startsWith(meter) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
