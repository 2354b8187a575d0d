package dev.outlay.alert.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import java.util.UUID;

/** Action groups for tests. */
final class Groups {

    /** Of action groups, and of tests of receivers. */
    static final String VERSION = "?api-version=2023-01-01";

    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

    private Groups() {}

    /** The id of a group below a billing account that no other test has. */
    static String at(String account) {
        return "/providers/Microsoft.Billing/billingAccounts/" + account
                + "/providers/Microsoft.Insights/actionGroups/g-" + UUID.randomUUID();
    }

    /** A name that no other test has, of as many characters as a charge may give an account. */
    static String longName() {
        return new Random()
                .ints(1024, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A group of one webhook receiver, whose key is 32 zeros. */
    static String webhookBody(String uri) {
        return "{\"location\":\"Global\",\"properties\":{\"groupShortName\":\"ops\",\"webhookReceivers\":[{\"name\":\"hook\","
                + "\"serviceUri\":\"" + uri + "\",\"secret\":\"" + SECRET + "\"}]}}";
    }

    /** The same with an e-mail receiver beside it. */
    static String webhookAndMailBody(String uri, String address) {
        return webhookBody(uri)
                .replace(
                        "\"webhookReceivers\"",
                        "\"emailReceivers\":[{\"name\":\"owner\",\"emailAddress\":\"" + address
                                + "\"}],\"webhookReceivers\"");
    }

    /** Makes a group of one webhook receiver below the account of the crossings, and returns its id. */
    static String webhook(Outlay outlay, String uri) {
        String group = at(Crossings.ACCOUNT);
        assertThat(outlay.admin("PUT", group + VERSION, webhookBody(uri)).status())
                .isEqualTo(201);
        return group;
    }
}
