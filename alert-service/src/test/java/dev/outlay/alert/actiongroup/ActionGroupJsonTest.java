package dev.outlay.alert.actiongroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.alert.scope.Scope;
import dev.outlay.openapi.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionGroupJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ActionGroupId ID = new ActionGroupId(new Scope.ResourceGroup("S", "Rg"), "G");

    private final List<Problem> problems = new ArrayList<>();

    private Optional<ActionGroup> read(String body) throws IOException {
        return ActionGroupJson.read(ID, JSON.readTree(body), host -> Optional.empty(), problems);
    }

    private Optional<ActionGroup> readProperties(String properties) throws IOException {
        return read("{\"location\":\"Global\",\"properties\":" + properties.replace('\'', '"') + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; /properties/groupShortName",
                "{'groupShortName':'thirteenchars'}; /properties/groupShortName",
                "{'groupShortName':7}; /properties/groupShortName",
                "{'groupShortName':'x','enabled':'yes'}; /properties/enabled",
                "{'groupShortName':'x','emailReceivers':{}}; /properties/emailReceivers",
                "{'groupShortName':'x','emailReceivers':[{'emailAddress':'a@b.example'}]}; /properties/emailReceivers/0/name",
                "{'groupShortName':'x','emailReceivers':[{'name':'a','emailAddress':'a b@c.example'}]}; /properties/emailReceivers/0/emailAddress",
                "{'groupShortName':'x','emailReceivers':[{'name':'a','emailAddress':'a@b.example,c@d.example'}]}; /properties/emailReceivers/0/emailAddress",
                "{'groupShortName':'x','webhookReceivers':[{'name':'a','serviceUri':'ftp://x'}]}; /properties/webhookReceivers/0/serviceUri",
                "{'groupShortName':'x','webhookReceivers':[{'name':'a','serviceUri':'http:///x'}]}; /properties/webhookReceivers/0/serviceUri",
                "{'groupShortName':'x','webhookReceivers':[{'name':'a','serviceUri':'http://x/#y'}]}; /properties/webhookReceivers/0/serviceUri",
                "{'groupShortName':'x','webhookReceivers':[{'name':'a','serviceUri':'http://x','secret':'short'}]}; /properties/webhookReceivers/0/secret",
                "{'groupShortName':'x','emailReceivers':[{'name':'A','emailAddress':'a@b.example'}],'smsReceivers':[{'name':'a'}]}; /properties/smsReceivers/0/name",
                "{'groupShortName':'x','emailReceivers':[{'name':'a','emailAddress':'a@b.example','useCommonAlertSchema':'yes'}]}; /properties/emailReceivers/0/useCommonAlertSchema",
                "{'groupShortName':'x','armRoleReceivers':[{'name':'a'}]}; /properties/armRoleReceivers/0/roleId",
                "{'groupShortName':'x','armRoleReceivers':[{'name':'a','roleId':'Owner'}]}; /properties/armRoleReceivers/0/roleId",
                "{'groupShortName':'x','webhookReceivers':[{'name':'a','serviceUri':'http://x','bodyFormat':'SOAP'}]}; /properties/webhookReceivers/0/bodyFormat",
                "{'groupShortName':'x','webhookReceivers':[{'name':'a','serviceUri':'http://x','bodyFormat':7}]}; /properties/webhookReceivers/0/bodyFormat",
                "{'groupShortName':'x','webhookReceivers':[{'name':'a','serviceUri':'http://x','useCommonAlertSchema':true,'bodyFormat':'CloudEvents'}]}; /properties/webhookReceivers/0/bodyFormat"
            })
    void whatIsWrongIsToldWithItsPlace(String properties, String pointer) throws IOException {
        assertThat(readProperties(properties)).isEmpty();
        assertThat(problems).extracting(Problem::pointer).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource({"emailReceivers, 1000", "webhookReceivers, 10", "armRoleReceivers, 10", "smsReceivers, 10"})
    void aGroupHasAsManyReceiversOfAKindAsAzureAllows(String kind, int most) throws IOException {
        assertThat(readProperties("{'groupShortName':'x','" + kind + "':" + receivers(most) + "}"))
                .as(problems.toString())
                .isPresent();
        readProperties("{'groupShortName':'x','" + kind + "':" + receivers(most + 1) + "}");
        assertThat(problems).extracting(Problem::pointer).containsExactly("/properties/" + kind);
        assertThat(problems.getFirst().message()).contains("at most " + most);
    }

    private static String receivers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number ->
                        "{'name':'n" + number + "','emailAddress':'a@b.example','serviceUri':'https://x.example',"
                                + "'roleId':'8e3af657-a8ff-443c-a75c-2fe8c4bcb635'}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "\"\"; CLOUD_EVENTS",
                "'useCommonAlertSchema':false,; CLOUD_EVENTS",
                "'useCommonAlertSchema':true,; COMMON_ALERT",
                "'bodyFormat':'azurecommonalert','useCommonAlertSchema':true,; COMMON_ALERT",
                "'bodyFormat':'AzureBudgetNotification','useCommonAlertSchema':false,; BUDGET_NOTIFICATION",
                "'bodyFormat':'AzureBudgetNotification2018',; BUDGET_NOTIFICATION_2018"
            })
    void aWebhookIsToldInTheFormThatItAsksFor(String asked, BodyFormat format) throws IOException {
        ActionGroup group = readProperties("{'groupShortName':'x','webhookReceivers':[{" + asked
                        + "'name':'a','serviceUri':'https://x.example'}]}")
                .orElseThrow();
        assertThat(group.webhooks()).extracting(Receiver.Webhook::format).containsExactly(format);
    }

    @Test
    void aGroupThatWasKeptBeforeARuleWasMadeIsStillTold() {
        ActionGroup group = ActionGroupJson.stored(
                ID,
                ("{'properties':{'groupShortName':'x','armRoleReceivers':[{'name':'r'}],'webhookReceivers':"
                                + receivers(200) + "}}")
                        .replace('\'', '"'));
        assertThat(group.webhooks()).hasSize(200);
        assertThat(group.receivers()).contains(new Receiver.Unsupported("r", "armRoleReceivers"));
    }

    @Test
    void aKindOfReceiversThatAzureDoesNotHaveIsRefusedWithThoseItHas() throws IOException {
        readProperties(
                "{'groupShortName':'x','pigeonReceivers':[],'" + "x".repeat(40_000) + "Receivers':[{'name':'a'}]}");
        assertThat(problems).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.pointer()).hasSizeLessThan(80);
            assertThat(problem.message())
                    .contains("emailReceivers", "webhookReceivers", "logicAppReceivers")
                    .hasSizeLessThan(400);
        });
    }

    @Test
    void aGroupOfAnEarlierTimeIsReadBackWithWhateverKindsItHas() {
        ActionGroup group = ActionGroupJson.stored(
                ID,
                "{\"properties\":{\"groupShortName\":\"x\",\"pigeonReceivers\":[{\"name\":\"a\"}],"
                        + "\"emailReceivers\":[{\"name\":\"b\",\"emailAddress\":\"b@c.example\"}]}}");
        assertThat(group.receivers())
                .containsExactly(
                        new Receiver.Unsupported("a", "otherReceivers"), new Receiver.Email("b", "b@c.example"));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws IOException {
        readProperties(
                "{'enabled':1,'emailReceivers':[{'name':'a','emailAddress':'x'},{'name':'a','emailAddress':'y'}]}");
        assertThat(problems).hasSize(5);
    }

    @Test
    void theOfficialExampleIsReadBackAsItWasPutUnknownKindsIncluded() throws IOException {
        Assumptions.assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        Path example = Reference.file("azure-examples/Microsoft.Insights/2021-09-01/createOrUpdateActionGroup.json");
        JsonNode body = JSON.readTree(example.toFile()).at("/parameters/actionGroup");
        ActionGroup group = read(body.toString()).orElseThrow();
        JsonNode written = ActionGroupJson.write(ActionGroupJson.stored(ID, group.body()), Map.of());
        assertThat(written.at("/properties/itsmReceivers")).isEqualTo(body.at("/properties/itsmReceivers"));
        assertThat(written.at("/properties/webhookReceivers")).isEqualTo(body.at("/properties/webhookReceivers"));
        assertThat(written.at("/properties/emailReceivers/0/status").asText()).isEqualTo("Enabled");
        assertThat(written.path("id").asText())
                .isEqualTo("/subscriptions/S/resourceGroups/Rg/providers/Microsoft.Insights/actionGroups/G");
        assertThat(group.receivers())
                .filteredOn(Receiver.Unsupported.class::isInstance)
                .hasSize(10);
        assertThat(group.receivers())
                .contains(new Receiver.Role("Sample armRole", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"));
        assertThat(group.webhooks()).extracting(Receiver.Webhook::format).containsExactly(BodyFormat.COMMON_ALERT);
    }

    @Test
    void aSecretIsKeptTillAnotherIsGivenAndShownOnlyWhenWritten() throws IOException {
        ActionGroup group = readProperties(
                        "{'groupShortName':'x','webhookReceivers':[{'name':'H','serviceUri':'http://x'}]}")
                .orElseThrow();
        SecretKeeping made = SecretKeeping.decide(group, Map.of());
        assertThat(made.written()).containsOnlyKeys("h");
        SecretKeeping again = SecretKeeping.decide(group, made.all());
        assertThat(again.written()).isEmpty();
        assertThat(again.all().values().stream().map(WebhookSecret::reveal))
                .containsExactlyElementsOf(
                        made.all().values().stream().map(WebhookSecret::reveal).toList());
        assertThat(group.body()).doesNotContain("secret");
    }

    @Test
    void aSealedSecretIsOpenedWithItsKeyAlone() {
        SecretSeal seal = SecretSeal.ofKey(Base64.getEncoder().encodeToString(new byte[32]));
        WebhookSecret secret = WebhookSecret.make();
        byte[] sealed = seal.seal(secret);
        assertThat(seal.open(sealed).reveal()).isEqualTo(secret.reveal());
        assertThat(seal.seal(secret)).isNotEqualTo(sealed);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> seal.open(sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SecretSeal.ofKey("c2hvcnQ=")).hasMessageContaining("OUTLAY_SECRET_KEY");
        assertThat(secret.toString()).doesNotContain(secret.reveal());
    }
}
