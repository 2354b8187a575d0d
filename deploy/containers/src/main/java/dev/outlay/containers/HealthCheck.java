package dev.outlay.containers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Gives an image a health check, which jib takes from a base image alone. Kubernetes does not look at it and has probes. */
final class HealthCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HealthCheck() {}

    static void add(Path archive, List<String> command) throws IOException {
        Path changed = archive.resolveSibling(archive.getFileName() + ".part");
        try (TarArchiveInputStream from = new TarArchiveInputStream(Files.newInputStream(archive));
                TarArchiveOutputStream to = new TarArchiveOutputStream(Files.newOutputStream(changed))) {
            to.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (TarArchiveEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                if (entry.getName().equals("config.json")) {
                    byte[] config = checked(from.readAllBytes(), command);
                    TarArchiveEntry written = new TarArchiveEntry(entry.getName());
                    written.setModTime(entry.getLastModifiedTime());
                    written.setSize(config.length);
                    to.putArchiveEntry(written);
                    to.write(config);
                } else {
                    to.putArchiveEntry(entry);
                    from.transferTo(to);
                }
                to.closeArchiveEntry();
            }
        }
        Files.move(changed, archive, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] checked(byte[] config, List<String> command) throws IOException {
        ObjectNode image = (ObjectNode) JSON.readTree(config);
        ObjectNode check = ((ObjectNode) image.get("config")).putObject("Healthcheck");
        ArrayNode test = check.putArray("Test").add("CMD");
        command.forEach(test::add);
        check.put("Interval", Duration.ofSeconds(10).toNanos());
        check.put("Timeout", Duration.ofSeconds(5).toNanos());
        check.put("StartPeriod", Duration.ofSeconds(120).toNanos());
        check.put("Retries", 3);
        return JSON.writeValueAsBytes(image);
    }
}
