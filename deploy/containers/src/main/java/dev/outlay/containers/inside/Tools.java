package dev.outlay.containers.inside;

import dev.outlay.local.BrokerTopics;
import dev.outlay.local.Inbox;
import dev.outlay.local.MailServer;
import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;

/**
 * What an installation in containers needs to be tried: {@code kafka}, {@code topics BROKERS PARTITIONS}, {@code inbox}, {@code keys
 * FOLDER} (variables for the services, on standard output) and {@code token FOLDER PERSONA}.
 */
public final class Tools {
    private static final int SMTP = 1025;
    private static final int PAGE = 8025;

    private Tools() {}

    public static void main(String[] arguments) {
        try {
            switch (arguments.length == 0 ? "" : arguments[0]) {
                case "kafka" -> KafkaFromEnvironment.start(System.getenv());
                case "topics" -> topics(arguments[1], Integer.parseInt(arguments[2]));
                case "inbox" -> inbox();
                case "keys" -> System.out.print(keys(Path.of(arguments[1])));
                case "token" ->
                    System.out.println(TokenIssuer.in(Path.of(arguments[1])).token(persona(arguments[2])));
                default -> throw new IllegalArgumentException("kafka, topics, inbox, keys or token is needed");
            }
            System.exit(0);
        } catch (Exception
                | LinkageError failure) { // threads that are no daemons would go on without what they are for
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void topics(String brokers, int partitions) {
        BrokerTopics.awaitBroker(brokers);
        BrokerTopics.create(brokers, partitions);
    }

    private static void inbox() throws InterruptedException {
        MailServer mail = MailServer.start("0.0.0.0", SMTP, null);
        Inbox inbox = Inbox.start(mail, "0.0.0.0", PAGE);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            inbox.close();
                            mail.close();
                        },
                        "stop"));
        new CountDownLatch(1).await();
    }

    /** The public half of a key that signs tokens, and a new key for webhook secrets: lines for {@code --env-file}. */
    private static String keys(Path folder) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return "OUTLAY_TOKEN_PUBLIC_KEY=" + TokenIssuer.in(folder).publicKey() + "\nOUTLAY_SECRET_KEY="
                + Base64.getEncoder().encodeToString(secret) + "\nOUTLAY_PARTNER_TENANT=" + Persona.PARTNER_TENANT
                + "\n";
    }

    private static Persona persona(String label) {
        return Persona.labelled(label).orElseThrow(() -> new IllegalArgumentException("No such persona: " + label));
    }
}
