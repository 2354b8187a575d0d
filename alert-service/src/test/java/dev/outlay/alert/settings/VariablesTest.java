package dev.outlay.alert.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.running.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {

    @ParameterizedTest
    @CsvSource({
        "OUTLAY_WEBHOOK_TIMOUT, OUTLAY_WEBHOOK_TIMEOUT",
        "OUTLAY_SMPT_HOST, OUTLAY_SMTP_HOST",
        "OUTLAY_WEBHOOK_ALLOWED_NETWORK, OUTLAY_WEBHOOK_ALLOWED_NETWORKS",
        "OUTLAY_DELIVERY_INFLIGHT, OUTLAY_DELIVERY_IN_FLIGHT",
        "OUTLAYSECRET_KEY, OUTLAY_SECRET_KEY"
    })
    void aNameThatIsAlmostRightIsToldWithTheOneThatIsMeant(String slip, String meant) {
        assertThat(Variables.problems(Set.of(slip, "PATH", meant)))
                .containsExactly("the environment variable " + slip + " is not known; it may be meant as " + meant);
    }

    @Test
    void variablesOfOthersAreLeftAlone() throws IOException {
        Set<String> all = new TreeSet<>(List.of("OUTLAY_ALERT_SERVICE_HOST", "OUTLAY_ALERT_PORT_8082_TCP_ADDR"));
        for (String file : List.of(
                "deploy/contracts/README.md",
                "deploy/local/up",
                "budget-service/README.md",
                "usage-ingest-service/README.md",
                "budget-service/src/main/resources/application.properties",
                "usage-ingest-service/src/main/resources/application.properties")) {
            all.addAll(variablesIn(file));
        }
        assertThat(all).hasSizeGreaterThan(30);
        assertThat(Variables.problems(all)).isEmpty();
    }

    @Test
    void everyVariableOfTheServiceIsKnown() throws IOException {
        Set<String> read = variablesIn("alert-service/src/main/resources/application.properties");
        Matcher row = Pattern.compile("\\| `outlay\\.[a-z.\\-]+` \\| `(OUTLAY_[A-Z_]+)`")
                .matcher(Files.readString(Repository.root().resolve("alert-service/README.md")));
        while (row.find()) {
            read.add(row.group(1));
        }
        assertThat(Variables.KNOWN).containsExactlyInAnyOrderElementsOf(read);
    }

    private static Set<String> variablesIn(String file) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher name = Pattern.compile("OUTLAY_[A-Z0-9_]*[A-Z0-9]")
                .matcher(Files.readString(Repository.root().resolve(file)));
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }
}
