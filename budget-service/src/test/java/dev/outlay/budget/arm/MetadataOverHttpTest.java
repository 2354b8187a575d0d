package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Terraform, az and PowerShell ask before they have a token, in the form in which each reads it. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class MetadataOverHttpTest {

    private static final String ENDPOINTS = "/metadata/endpoints?api-version=";

    /** What go-azure-sdk refuses to go on without, and what makes azurerm take a cloud for Azure Stack, which it refuses. */
    @Test
    void terraform_finds_all_that_it_asks_for_in_one_environment() {
        JsonNode environment = told(ENDPOINTS + "2022-09-01");

        assertThat(environment.path("name").asText()).isNotEmpty().isNotEqualTo("AzureStackCloud");
        assertThat(environment.path("resourceManager").asText())
                .isEqualTo("http://127.0.0.1:" + RestAssured.port + "/");
        assertThat(environment.path("microsoftGraphResourceId").asText()).startsWith("https://");
        assertThat(environment.at("/authentication/loginEndpoint").asText())
                .isEqualTo("https://login.microsoftonline.com");
        assertThat(environment.at("/authentication/tenant").asText()).isEqualTo("common");
        assertThat(environment.at("/authentication/identityProvider").asText()).isEqualTo("AAD");
        assertThat(environment.at("/authentication/audiences").toString())
                .as("for whom tokens are verified here")
                .isEqualTo("[\"outlay\"]");
        assertThat(environment.at("/suffixes/keyVaultDns").asText()).isNotEmpty();
        assertThat(environment.at("/suffixes/storage").asText()).isNotEmpty();
    }

    @Test
    void the_versions_of_2019_and_2020_have_a_list_of_the_same() {
        JsonNode environment = told(ENDPOINTS + "2022-09-01");
        for (String version : List.of("2019-05-01", "2020-06-01")) {
            JsonNode list = told(ENDPOINTS + version);
            assertThat(list.isArray()).isTrue();
            assertThat(list).hasSize(1).first().isEqualTo(environment);
        }
    }

    /** {@code az cloud register} needs these three, or to be told them. */
    @Test
    void az_registers_a_cloud_with_what_the_version_of_2015_has() {
        JsonNode metadata = told(ENDPOINTS + "2015-01-01");

        assertThat(metadata.path("graphEndpoint").asText()).startsWith("https://");
        assertThat(metadata.at("/authentication/loginEndpoint").asText())
                .isEqualTo("https://login.microsoftonline.com");
        assertThat(metadata.at("/authentication/audiences/0").asText()).isEqualTo("outlay");
    }

    @Test
    void nobody_is_asked_who_it_is_and_a_bad_token_does_no_harm() {
        for (String path : List.of("/metadata/endpoints", "//Metadata//Endpoints", "/metadata/endpoints/")) {
            Response answer = given().urlEncodingEnabled(false)
                    .header("Authorization", "Bearer garbage")
                    .get("http://127.0.0.1:" + RestAssured.port + path + "?api-version=2022-09-01");
            assertThat(answer.statusCode()).as(path + answer.asString()).isEqualTo(200);
            assertThat(answer.header("x-ms-request-id")).isNotEmpty();
        }
    }

    @Test
    void a_version_that_is_missing_or_unknown_is_refused_with_those_that_there_are() {
        Response missing = given().get("/metadata/endpoints");
        Response unknown = given().get(ENDPOINTS + "2018-01-01");

        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.jsonPath().getString("error.code")).isEqualTo("MissingApiVersionParameter");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.jsonPath().getString("error.message")).contains("2015-01-01", "2022-09-01");
    }

    @Test
    void nothing_else_is_said_without_a_token() {
        for (String path : List.of("/metadata", "/metadata/endpoints/more", "/metadata/identity")) {
            assertThat(given().get(path + "?api-version=2022-09-01").statusCode())
                    .as(path)
                    .isEqualTo(401);
            assertThat(as(GLOBAL_ADMIN).get(path + "?api-version=2022-09-01").statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(given().put(ENDPOINTS + "2022-09-01").statusCode()).isEqualTo(401);
        assertThat(as(GLOBAL_ADMIN).put(ENDPOINTS + "2022-09-01").statusCode()).isEqualTo(405);
    }

    private static JsonNode told(String path) {
        Response answer = given().get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return CostAnswers.read(answer);
    }
}
