package dev.outlay.budget.stream;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import net.jpountz.util.Native;
import org.jboss.logging.Logger;

/**
 * Has lz4 decompressed in C. The library that Kafka's client uses loads its C part by itself only where the system's class loader has loaded it, which in a Quarkus
 * application it has not, and Java takes several times as long for each record. The C part is unpacked into the temporary folder; where that cannot be, Java goes on.
 */
@ApplicationScoped
class NativeLz4 {

    private static final Logger LOG = Logger.getLogger(NativeLz4.class);

    /** Before the first record is read: the client decides once. */
    void load(@Observes @Priority(1) StartupEvent event) {
        try {
            Native.load();
        } catch (LinkageError | RuntimeException unusable) {
            LOG.infof("lz4 is decompressed in Java, which is slower: %s", unusable.getMessage());
        }
    }
}
