package dev.outlay.sample.partner;

import java.util.List;

/**
 * A customer of the partner.
 *
 * @param id its tenant id
 * @param name how it is shown
 * @param profile where the partner is invoiced for it
 * @param agreement what it has signed
 * @param growth by how much its use grows in a month, 0.02 being two percent
 * @param subscriptions what it runs; empty for customers of the CSP offer, of whom only licences are seen
 */
public record Customer(
        String id,
        String name,
        BillingProfile profile,
        Agreement agreement,
        double growth,
        List<Subscription> subscriptions) {

    /** Copies the list. */
    public Customer {
        subscriptions = List.copyOf(subscriptions);
    }

    /** What a customer has signed, as the API names it. */
    public enum Agreement {
        /** Microsoft Customer Agreement: usage is seen at billing scopes. */
        MICROSOFT_CUSTOMER_AGREEMENT("MicrosoftCustomerAgreement"),
        /** The older CSP offer: only purchases are. */
        CSP_OFFER("CspOffer");

        private final String label;

        Agreement(String label) {
            this.label = label;
        }

        /** As the API names it. */
        public String label() {
            return label;
        }
    }
}
