package dev.outlay.containers.inside;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** {@code PORT}: asks the service in the same container whether it is ready; ends with 0 where it is, and with 1 otherwise. */
public final class Health {
    private static final int PATIENCE_MILLIS = 4000;

    private Health() {}

    public static void main(String[] arguments) {
        System.exit(isReady(System.getenv().getOrDefault("OUTLAY_MANAGEMENT_PORT", arguments[0])) ? 0 : 1);
    }

    static boolean isReady(String port) {
        try {
            HttpURLConnection asked = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/q/health/ready")
                    .toURL()
                    .openConnection();
            asked.setConnectTimeout(PATIENCE_MILLIS);
            asked.setReadTimeout(PATIENCE_MILLIS);
            return asked.getResponseCode() == 200;
        } catch (IOException silent) {
            return false;
        }
    }
}
