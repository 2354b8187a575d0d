package dev.outlay.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** {@code DIRECTORY PORT CONTROLLER_PORT}: runs a broker, says on standard output when it answers, and ends with its standard input. */
final class KafkaProcessMain {
    static final String READY = "ready";

    private KafkaProcessMain() {}

    public static void main(String[] arguments) {
        PrintStream starter = System.out;
        System.setOut(System.err);
        try {
            KafkaBroker broker = KafkaBroker.start(
                    Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
            starter.println(READY);
            starter.flush();
            awaitEndOfInput();
            System.exit(0);
        } catch (
                Exception
                        e) { // Kafka's threads are no daemons: without an exit the process would go on without its part
            e.printStackTrace();
            System.exit(1);
        }
    }

    /** The input ends when the process at its other end does, however that came about. */
    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() != -1) {
            // nobody writes
        }
    }
}
