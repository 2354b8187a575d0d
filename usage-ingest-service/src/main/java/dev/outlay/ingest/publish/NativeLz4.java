package dev.outlay.ingest.publish;

import net.jpountz.util.Native;
import org.jboss.logging.Logger;

/**
 * Has lz4 compressed in C. The library that Kafka's client uses does so by itself only where the system's class loader has
 * loaded it, which in a Quarkus application it has not. In Java it takes three times as long, and ten times before it is
 * compiled: a tenth of all that a charge costs. The library is unpacked into the temporary folder; where that cannot be, or
 * there is none for the machine, Java goes on.
 */
final class NativeLz4 {
    private static final Logger LOG = Logger.getLogger(NativeLz4.class);

    private NativeLz4() {}

    static void load() {
        try {
            Native.load();
        } catch (LinkageError | RuntimeException unusable) {
            LOG.infof("lz4 is compressed in Java, which is slower: %s", unusable.getMessage());
        }
    }
}
