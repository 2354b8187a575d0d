package dev.outlay.sample;

import dev.outlay.local.Persona;
import dev.outlay.local.TokenIssuer;
import dev.outlay.sample.partner.Charges;
import dev.outlay.sample.partner.Customer;
import dev.outlay.sample.partner.Partner;
import dev.outlay.sample.partner.Seed;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * The process behind the sample partner of {@code deploy/local/up}. Everything it sends is synthetic.
 *
 * <p>Environment: {@code OUTLAY_DATA} (the stack's data folder, with the key that tokens are signed with), {@code OUTLAY_BUDGET_URL},
 * {@code OUTLAY_INGEST_URL}, {@code OUTLAY_INBOX_URL}, {@code OUTLAY_SAMPLE_STATUS} (a file that says how far it is),
 * {@code OUTLAY_SAMPLE_EMAIL} (who is told; an address that nobody has unless said otherwise), {@code OUTLAY_SAMPLE_SEED}.
 */
public final class SampleMain {
    static final String STANDARD_SEED = "20261122";

    private SampleMain() {}

    /** Loads, says that it is ready, and streams until the process is ended. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Status status = new Status(
                Optional.ofNullable(environment.get("OUTLAY_SAMPLE_STATUS")).map(Path::of));
        try {
            run(environment, status, Clock.systemUTC());
        } catch (SampleFailure e) {
            status.log("The sample partner stops: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Seed seed(String said) {
        try {
            return new Seed(Long.parseLong(said));
        } catch (NumberFormatException noNumber) {
            throw new SampleFailure("OUTLAY_SAMPLE_SEED is " + said + "; it must be a whole number.");
        }
    }

    private static void run(Map<String, String> environment, Status status, Clock clock) {
        Path data = Path.of(environment.getOrDefault("OUTLAY_DATA", "deploy/local/.data"));
        Seed seed = seed(environment.getOrDefault("OUTLAY_SAMPLE_SEED", STANDARD_SEED));
        Partner partner = Partner.of(seed, Persona.CUSTOMER_TENANT);
        Charges charges = new Charges(partner);
        Api api = new Api(
                TokenIssuer.in(data.resolve("keys")),
                environment.getOrDefault("OUTLAY_BUDGET_URL", "http://127.0.0.1:8080"),
                environment.getOrDefault("OUTLAY_INGEST_URL", "http://127.0.0.1:8081"));
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        int loaded = new History(api, charges, data.resolve("sample").resolve("last-day"), status).load(today);
        status.log("Loaded " + loaded + " synthetic charges");

        status.say("agreements, roles, budgets");
        Setup setup = new Setup(
                api,
                partner,
                charges,
                new Budget(environment.getOrDefault("OUTLAY_SAMPLE_EMAIL", "cloud-costs@nordwind.example")),
                environment.getOrDefault("OUTLAY_INBOX_URL", "http://127.0.0.1:8025"));
        setup.agreements();
        setup.roles();
        setup.actionGroup();
        setup.budgets(today);
        LiveStream stream = new LiveStream(api, charges, metered(partner), clock, status, seed.value());
        status.say("waiting until the history has been counted");
        setup.demonstration(today, stream.billedUntilAlert());
        status.say("ready");
        status.log("Streaming synthetic charges");
        stream.run();
    }

    private static int metered(Partner partner) {
        return (int) partner.customers().stream()
                .filter(customer -> customer.agreement() == Customer.Agreement.MICROSOFT_CUSTOMER_AGREEMENT)
                .count();
    }
}
