package dev.outlay.containers;

import dev.outlay.local.Persona;
import dev.outlay.local.RealParts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Asks the services for what they do all day: a budget, charges, a file, a question, and the alert of it. */
final class TrialRun {
    private static final String ACCOUNT = "/providers/Microsoft.Billing/billingAccounts/training";
    private static final String BUDGET =
            ACCOUNT + "/providers/Microsoft.Consumption/budgets/training?api-version=2019-10-01";
    private static final int REQUESTS = 200;
    private static final String EMAIL = "training@example.com";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token = RealParts.tokens().token(Persona.GLOBAL_ADMIN);
    private final String month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1) + "T00:00:00Z";
    private final int ingestPort;
    private final int budgetPort;
    private final Duration patience;

    /** @param patience how long each of the steps may take */
    TrialRun(int ingestPort, int budgetPort, Duration patience) {
        this.ingestPort = ingestPort;
        this.budgetPort = budgetPort;
        this.patience = patience;
    }

    /** Something that is looked at until it is so. */
    private interface Look {
        boolean isSo() throws IOException, InterruptedException;
    }

    void awaitReady(int managementPort) throws IOException, InterruptedException {
        await("port " + managementPort + " is ready", () -> {
            try {
                return ask("GET", managementPort, "/q/health/ready", "", "").statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
        ask("GET", managementPort, "/q/metrics", "", "");
    }

    void fromChargeToAlert() throws IOException, InterruptedException {
        done("PUT", budgetPort, BUDGET, "application/json", """
                {"properties":{"category":"Cost","amount":100,"timeGrain":"Monthly","timePeriod":{"startDate":"%s"},"notifications":{"at80":\
                {"enabled":true,"operator":"GreaterThan","threshold":80,"contactEmails":["%s"]}}}}""".formatted(month, EMAIL));
        for (int request = 0; request < REQUESTS; request++) {
            done(
                    "POST",
                    ingestPort,
                    "/v1/cost-events",
                    "application/cloudevents-batch+json",
                    "[" + event(request, 0) + "," + event(request, 1) + "]");
        }
        done(
                "POST",
                ingestPort,
                "/v1/imports",
                "text/csv",
                "BilledCost,BillingAccountId,x_BillingAccountId,BillingCurrency,ChargeCategory,ChargePeriodStart\n"
                        + "1,training-profile,training,USD,Usage," + month + "\n");
        await("the alert", () -> RealParts.mail().messages().stream()
                .anyMatch(mail -> mail.to().contains(EMAIL)));
        for (int question = 0; question < REQUESTS / 10; question++) {
            done("GET", budgetPort, BUDGET, "", "");
            done(
                    "GET",
                    budgetPort,
                    ACCOUNT + "/providers/Microsoft.CostManagement/alerts?api-version=2023-11-01",
                    "",
                    "");
            done(
                    "POST",
                    budgetPort,
                    ACCOUNT + "/providers/Microsoft.CostManagement/query?api-version=2023-11-01",
                    "application/json",
                    """
                    {"type":"ActualCost","timeframe":"MonthToDate","dataset":{"granularity":"Daily","aggregation":{"totalCost":\
                    {"name":"Cost","function":"Sum"}},"grouping":[{"type":"Dimension","name":"ServiceName"}]}}""");
        }
    }

    private String event(int request, int number) {
        return """
                {"specversion":"1.0","id":"%d-%d","source":"urn:outlay:training","type":"dev.outlay.charge.v1","data":{\
                "x_BillingAccountId":"training","BillingAccountId":"training-profile","SubAccountId":"/subscriptions/s%d",\
                "BillingCurrency":"USD","BilledCost":"0.25","ListCost":"0.30","ChargeCategory":"Usage",\
                "ServiceName":"Virtual Machines","ChargePeriodStart":"%s"}}""".formatted(request, number, request % 7, month);
    }

    private void done(String method, int port, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(method, port, path, type, body);
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> ask(String method, int port, String path, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void await(String what, Look look) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!look.isSo()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("In vain waited for: " + what);
            }
            Thread.sleep(200);
        }
    }
}
