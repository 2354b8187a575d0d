package dev.outlay.budget.arm;

import java.util.List;

/**
 * A member that people may say of a billing account, profile or customer, as azure-rest-contract.md section 9 names it.
 *
 * @param name as ARM writes it
 */
record DetailField(String name, Kind kind) {

    /** What a member holds. */
    sealed interface Kind {}

    /** A text without control characters. */
    record Text(int maxLength) implements Kind {}

    /** One of some words, read in any casing. */
    record Word(List<String> words) implements Kind {}

    /** A whole number. */
    record Whole(int least, int most) implements Kind {}

    record Flag() implements Kind {}

    /** A day or a time in ISO 8601; kept as the day in UTC at which it began. */
    record Day() implements Kind {}

    /** An object. */
    record Thing(List<DetailField> fields) implements Kind {}

    /** A list of objects. */
    record Things(int most, List<DetailField> fields) implements Kind {}

    /** An object of texts by names, of whatever names: none of them empty, and none of the names with a character that Azure takes in none. */
    record Tags(int most, int maxLength) implements Kind {

        private static final String REFUSED = "<>%&\\?/";

        boolean takes(String name) {
            return !name.isBlank()
                    && name.length() <= maxLength
                    && name.chars().noneMatch(one -> Character.isISOControl(one) || REFUSED.indexOf(one) >= 0);
        }
    }

    private static final int NAME = 256;
    private static final DetailField TAGS = new DetailField("tags", new Tags(50, NAME));

    private static DetailField text(String name) {
        return new DetailField(name, new Text(NAME));
    }

    private static DetailField word(String name, String... words) {
        return new DetailField(name, new Word(List.of(words)));
    }

    /** The same under each of the names that it has had in the versions of the contract. */
    private static DetailField address(String name) {
        return new DetailField(
                name,
                new Thing(List.of(
                        text("companyName"),
                        text("firstName"),
                        text("lastName"),
                        text("addressLine1"),
                        text("addressLine2"),
                        text("addressLine3"),
                        text("city"),
                        text("region"),
                        text("country"),
                        text("postalCode"))));
    }

    private static final DetailField PLANS =
            new DetailField("enabledAzurePlans", new Things(100, List.of(text("skuId"), text("skuDescription"))));

    /** In how many days after its date an invoice has to be paid. */
    private static final DetailField PAYMENT_TERM =
            word("term", "net10", "net15", "net20", "net30", "net45", "net60", "net90", "net120");

    static final List<DetailField> ACCOUNT = List.of(
            word(
                    "agreementType",
                    "MicrosoftPartnerAgreement",
                    "MicrosoftCustomerAgreement",
                    "EnterpriseAgreement",
                    "MicrosoftOnlineServicesProgram"),
            text("organizationId"),
            address("address"),
            address("soldTo"),
            word("accountStatus", "Active", "Deleted", "Disabled", "Expired", "Transferred", "Extended", "Terminated"),
            text("notificationEmailAddress"));

    static final List<DetailField> PROFILE = List.of(
            text("poNumber"),
            address("address"),
            address("billTo"),
            word("billingRelationshipType", "Direct", "IndirectCustomer", "IndirectPartner", "CSPPartner"),
            new DetailField(
                    "indirectRelationshipInfo",
                    new Thing(List.of(text("billingAccountName"), text("billingProfileName"), text("displayName")))),
            new DetailField("invoiceEmailOptIn", new Flag()),
            new DetailField("invoiceDay", new Whole(1, 31)),
            new DetailField("currentPaymentTerm", new Thing(List.of(PAYMENT_TERM))),
            PLANS,
            word("status", "Active", "Disabled", "Warned"),
            word("statusReasonCode", "PastDue", "SpendingLimitReached", "SpendingLimitExpired"),
            word("spendingLimit", "Off", "On"),
            TAGS);

    static final List<DetailField> SUBSCRIPTION = List.of(text("skuId"), text("skuDescription"), text("costCenter"));

    static final List<DetailField> CUSTOMER = List.of(
            PLANS,
            new DetailField("resellers", new Things(100, List.of(text("resellerId"), text("description")))),
            new DetailField("onboardingDate", new Day()),
            word("status", "Active", "Pending", "Disabled", "Warned", "Deleted", "UnderReview", "Other"),
            TAGS);
}
