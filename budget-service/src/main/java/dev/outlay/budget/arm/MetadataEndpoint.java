package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.reached.ReachedAddress;
import dev.outlay.budget.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Azure's clients ask a Resource Manager that they do not know, before they have a token: where it is, and where tokens come from. Terraform's azurerm asks in the
 * version of 2022 and reads one environment, az and PowerShell read a list of them in those of 2019 and 2020; {@code az cloud register} asks in that of 2015, which has members of its own. The
 * login endpoint and the audience are settings; where Resource Manager is, is where the request was sent.
 */
@ApplicationScoped
class MetadataEndpoint {

    /** Stands for Resource Manager itself where versions are looked up, and begins its path; no provider in ARM's sense has it. */
    static final String PROVIDER = "metadata";

    private static final String NAME = "Outlay";
    private static final String GRAPH_OF_AZURE_AD = "https://graph.windows.net/";
    private static final String GRAPH = "https://graph.microsoft.com/";

    private final String login;
    private final List<String> audiences;
    private final String tenant;

    /** @throws IllegalArgumentException where the login endpoint is no address, which ends the start */
    MetadataEndpoint(MetadataConfig config) {
        this.login = ReachedAddress.of(config.loginEndpoint()).base();
        this.audiences = List.copyOf(config.audience());
        this.tenant = config.tenant();
    }

    /**
     * Fails with a refusal where the version is missing or unknown.
     *
     * @param query of the request, which says the version
     * @param reached where it was sent
     */
    Answer get(@Nullable String query, ReachedAddress reached) {
        String version = Query.value(query, "api-version");
        ApiVersions.refusal(PROVIDER, version).map(Refusal::exception).ifPresent(refused -> {
            throw refused;
        });
        return Answer.ok(
                switch (String.valueOf(version)) {
                    case "2015-01-01" -> stack();
                    case "2022-09-01" -> environment(reached);
                    default -> JsonNodeFactory.instance.arrayNode().add(environment(reached));
                });
    }

    /** As Azure Stack began it, and {@code az cloud register} asks to this day. */
    private ObjectNode stack() {
        ObjectNode metadata = ArmJson.node().put("graphEndpoint", GRAPH_OF_AZURE_AD);
        authentication(metadata);
        return metadata;
    }

    private ObjectNode environment(ReachedAddress reached) {
        ObjectNode environment = ArmJson.node()
                .put("name", NAME)
                .put("resourceManager", reached.base() + "/")
                .put("graph", GRAPH_OF_AZURE_AD)
                .put("graphAudience", GRAPH_OF_AZURE_AD)
                .put("microsoftGraphResourceId", GRAPH);
        authentication(environment).put("tenant", tenant).put("identityProvider", "AAD");
        // azurerm does not start where it is not told where key vaults and storage are, though nobody asks them for
        // anything.
        environment.putObject("suffixes").put("keyVaultDns", "vault.azure.net").put("storage", "core.windows.net");
        return environment;
    }

    private ObjectNode authentication(ObjectNode of) {
        ObjectNode authentication = of.putObject("authentication").put("loginEndpoint", login);
        audiences.forEach(authentication.putArray("audiences")::add);
        return authentication;
    }
}
