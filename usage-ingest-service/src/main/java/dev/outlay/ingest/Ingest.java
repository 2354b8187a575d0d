package dev.outlay.ingest;

import dev.outlay.ingest.http.RequestTarget;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the service, after looking whether it can know whom to trust. */
@QuarkusMain
public final class Ingest {
    private Ingest() {}

    public static void main(String... arguments) {
        RequestTarget.isCheckedHere();
        Config config = ConfigProvider.getConfig();
        if (!given(config, "quarkus.oidc.public-key") && !given(config, "quarkus.oidc.auth-server-url")) {
            System.err.println("usage-ingest-service cannot verify tokens: neither OUTLAY_TOKEN_PUBLIC_KEY nor"
                    + " OUTLAY_OIDC_SERVER is set. Set the one to the public key (PEM body on one line) or the other to the"
                    + " address of the OIDC server.");
            System.exit(1);
        }
        Quarkus.run(arguments);
    }

    private static boolean given(Config config, String key) {
        return config.getOptionalValue(key, String.class)
                .filter(value -> !value.isBlank())
                .isPresent();
    }
}
