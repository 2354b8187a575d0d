package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.costmanagement.CostManagementManager;
import com.azure.resourcemanager.costmanagement.models.DownloadUrl;
import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.AzureClients;
import dev.outlay.e2e.running.Outlay;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a partner's program in Java fetches its prices, with Azure's SDK as it is and its polling, over TLS. */
@Tag("full")
class AzurePricesSdkForJavaTest {

    private final Outlay outlay = Outlay.running();
    private final Account account = Account.unique("sdk-prices");
    private final String profile = "CHFP-" + account.name();
    private final CostManagementManager costs =
            AzureClients.of(outlay, GLOBAL_ADMIN, UUID.randomUUID().toString()).costs();

    @Test
    void the_prices_of_a_profile_are_polled_for_and_fetched() {
        ManagementException none = catchThrowableOfType(
                ManagementException.class, () -> costs.priceSheets().downloadByBillingProfile(account.name(), profile));
        assertThat(none.getResponse().getStatusCode()).isEqualTo(404);
        Answer imported = outlay.door(GLOBAL_ADMIN)
                .ask(
                        "PUT",
                        account.id() + "/billingProfiles/" + profile
                                + "/providers/Microsoft.Billing/billingPeriods/202001/providers/Microsoft.Consumption/pricesheets/default"
                                + "?api-version=2019-10-01",
                        "text/csv",
                        Bodies.prices("0.000000012345"));
        assertThat(imported.status()).as(imported.body()).isEqualTo(201);

        DownloadUrl download = costs.priceSheets().downloadByBillingProfile(account.name(), profile);

        assertThat(download.expiryTime()).isAfter(OffsetDateTime.now(ZoneOffset.UTC));
        assertThat(download.validTill()).isEqualTo(download.expiryTime());
        Answer file =
                outlay.doorOfNobody().get(URI.create(download.downloadUrl()).getRawPath());
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.body()).contains("0.000000012345").contains(",tierMinimumUnits,unitOfMeasure,unitPrice\r\n");
    }
}
