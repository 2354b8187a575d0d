package dev.outlay.alert.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.running.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a role allows follows from its permissions alone, and the page says which. */
class AccessActionTest {

    private static List<AccessAction> allowed(Permission permission) {
        return Arrays.stream(AccessAction.values()).filter(permission::allows).toList();
    }

    private static List<AccessAction> ofKind(AccessAction.Kind... kinds) {
        return Arrays.stream(AccessAction.values())
                .filter(action -> List.of(kinds).contains(action.kind()))
                .toList();
    }

    @Test
    void aBuiltInRoleAllowsWhatItAlwaysDid() {
        List<AccessAction> all = ofKind(AccessAction.Kind.READ, AccessAction.Kind.WRITE, AccessAction.Kind.OWN);
        for (BuiltInRole role : BuiltInRole.values()) {
            boolean writes = !role.title().endsWith("Reader");
            assertThat(allowed(role.permissions().getFirst()))
                    .as(role.title())
                    .isEqualTo(writes ? all : ofKind(AccessAction.Kind.READ));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.CostManagement/alerts/read, READ_ALERTS BE_TOLD",
        "MICROSOFT.COSTMANAGEMENT/*/WRITE, WRITE_ALERTS",
        "Microsoft.Consumption/*, BE_TOLD",
        "Microsoft.Insights/actionGroups/*, READ_GROUPS OWN_GROUPS WRITE_GROUPS DELETE_GROUPS",
        "Microsoft.AlertsManagement/*/write, WRITE_SILENCES",
        "Microsoft.AlertsManagement/*/delete, DELETE_SILENCES",
        "Microsoft.Billing/*, ''"
    })
    void aCustomRoleAllowsWhatItsActionsGuardInAzure(String action, String allowed) {
        assertThat(allowed(new Permission(List.of(action), List.of())).stream()
                        .map(AccessAction::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(allowed);
    }

    @Test
    void thePageOfRolesSaysWhatGuardsWhatAndWhatIsBuiltIn() throws IOException {
        String page = Files.readString(Repository.root().resolve("docs/roles.md"));
        Stream<String> actions = Arrays.stream(AccessAction.values())
                .filter(action -> !action.guards().isEmpty())
                .map(action -> "| `" + action + "` | " + quoted(action.guards()) + " |");
        Stream<String> roles = Arrays.stream(BuiltInRole.values())
                .map(role -> "| " + role.title() + " | "
                        + quoted(role.permissions().getFirst().actions()) + " | "
                        + quoted(role.permissions().getFirst().notActions()) + " |");

        assertThat(page.lines()).containsAll(Stream.concat(actions, roles).toList());
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "));
    }
}
