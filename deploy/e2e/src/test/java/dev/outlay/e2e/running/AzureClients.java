package dev.outlay.e2e.running;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.costmanagement.CostManagementManager;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.ResourceManagementClient;
import com.azure.resourcemanager.resources.fluent.ResourcesClient;
import dev.outlay.local.Persona;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * Azure's own clients for Java, told of another endpoint and of a certificate to trust, and of nothing else: they send their tokens over TLS only.
 *
 * @param resources any resource by its id
 * @param costs cost management
 * @param pipeline what all of them send through, for lists of which the SDK has no model
 * @param signedIn what there is for whoever has signed in
 */
public record AzureClients(
        ResourcesClient resources,
        CostManagementManager costs,
        HttpPipeline pipeline,
        ResourceManager.Authenticated signedIn) {

    /**
     * Clients of one of the sample's people.
     *
     * @param subscription that the clients are made for; what is called by id may be elsewhere
     */
    public static AzureClients of(Outlay outlay, Persona persona, String subscription) {
        HttpClient http = new JdkHttpClientBuilder(
                        java.net.http.HttpClient.newBuilder().sslContext(Trust.of(outlay.trustStore())))
                .build();
        AzureProfile profile = new AzureProfile(Persona.PARTNER_TENANT, subscription, environment(outlay.tlsUrl()));
        TokenCredential credential = request -> Mono.just(new AccessToken(
                outlay.token(persona), OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
        ResourceManager.Authenticated signedIn =
                ResourceManager.configure().withHttpClient(http).authenticate(credential, profile);
        ResourceManagementClient resources =
                signedIn.withSubscription(subscription).serviceClient();
        return new AzureClients(
                resources.getResources(),
                CostManagementManager.configure().withHttpClient(http).authenticate(credential, profile),
                resources.getHttpPipeline(),
                signedIn);
    }

    /** Everything that is Azure's is there. */
    private static AzureEnvironment environment(String url) {
        Map<String, String> endpoints = Stream.of(AzureEnvironment.Endpoint.values())
                .collect(Collectors.toMap(AzureEnvironment.Endpoint::identifier, endpoint -> url + "/"));
        return new AzureEnvironment(endpoints);
    }
}
