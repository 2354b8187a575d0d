package dev.outlay.budget.arm;

import static io.restassured.RestAssured.given;

import dev.outlay.local.Persona;
import dev.outlay.local.RealParts;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;

/** Calls the service as somebody. */
final class Client {

    static final String VERSION = "?api-version=2019-10-01";

    private Client() {}

    static RequestSpecification as(Persona persona) {
        return with(RealParts.tokens().token(persona));
    }

    static RequestSpecification as(String principal, String tenant, String... roles) {
        return with(RealParts.tokens().token(principal, tenant, Set.of(roles)));
    }

    /** Somebody whose token has further claims. */
    static RequestSpecification as(String principal, String tenant, Map<String, ?> claims) {
        return with(RealParts.tokens().token(principal, tenant, Set.of(), claims));
    }

    private static RequestSpecification with(String token) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token)
                .contentType("application/json");
    }

    static Response put(Persona persona, String path, String body) {
        return as(persona).body(body).put(path);
    }

    /** Makes a customer known, as its onboarding does. */
    static void onboard(String account, String customer) {
        put(
                        Persona.GLOBAL_ADMIN,
                        "/providers/Microsoft.Billing/billingAccounts/" + account + "/customers/" + customer
                                + "?api-version=2020-05-01",
                        "{\"properties\":{\"agreementType\":\"MicrosoftCustomerAgreement\"}}")
                .then()
                .statusCode(200);
    }

    static Response get(Persona persona, String path) {
        return as(persona).get(path);
    }

    /** Does what the stream would have done. */
    static void sql(String... statements) {
        try (Connection connection =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"), "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One value, as text. */
    static String value(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"), "postgres", "");
                Statement statement = connection.createStatement();
                java.sql.ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
