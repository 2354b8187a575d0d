package dev.outlay.local.stack;

import dev.outlay.local.Inbox;
import dev.outlay.local.KafkaBroker;
import dev.outlay.local.MailServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The process of one part of the stack: {@code kafka STATUS DIRECTORY PORT CONTROLLER PARTITIONS} or {@code mail STATUS SMTP INBOX
 * DIRECTORY}.
 */
final class PartMain {
    private PartMain() {}

    public static void main(String[] arguments) {
        try {
            AutoCloseable part = start(arguments);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(part), "stop"));
            Files.writeString(Path.of(arguments[1]), "ready");
        } catch (
                Exception
                        e) { // Kafka's threads are no daemons: without an exit the process would go on without its part
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static AutoCloseable start(String[] arguments) {
        return switch (arguments[0]) {
            case "kafka" -> kafka(arguments);
            case "mail" -> mail(arguments);
            default -> throw new IllegalArgumentException("No such part: " + arguments[0]);
        };
    }

    private static AutoCloseable kafka(String[] arguments) {
        KafkaBroker broker = KafkaBroker.start(
                Path.of(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        broker.createTopics(Integer.parseInt(arguments[5]));
        return broker;
    }

    private static AutoCloseable mail(String[] arguments) {
        Path directory = Path.of(arguments[4]);
        MailServer mail = smtp(arguments[2], directory.resolve("mails.jsonl"));
        Inbox inbox =
                Inbox.start(mail, "127.0.0.1", Integer.parseInt(arguments[3]), directory.resolve("webhooks.jsonl"));
        return () -> {
            inbox.close();
            if (mail != null) {
                mail.close();
            }
        };
    }

    private static @Nullable MailServer smtp(String port, Path file) {
        return port.equals("none") ? null : MailServer.start(Integer.parseInt(port), file);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // the JVM ends anyway; the log is to say that it did not end well
            e.printStackTrace();
        }
    }
}
