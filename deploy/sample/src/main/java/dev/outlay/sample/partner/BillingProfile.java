package dev.outlay.sample.partner;

/** The partner's billing profiles: one for each currency that it is invoiced in. */
public enum BillingProfile {
    /** Switzerland, in Swiss francs. */
    CHF("CHFP-SYNT-BG7-TGB", "Switzerland", "switzerlandnorth", "Switzerland North"),
    /** Sweden, in Swedish kronor. */
    SEK("SEKP-SYNT-BG7-TGB", "Sweden", "swedencentral", "Sweden Central"),
    /** Norway, in Norwegian kroner. */
    NOK("NOKP-SYNT-BG7-TGB", "Norway", "norwayeast", "Norway East"),
    /** The euro countries. */
    EUR("EURP-SYNT-BG7-TGB", "Euro area", "westeurope", "West Europe"),
    /** Denmark, in Danish kroner. */
    DKK("DKKP-SYNT-BG7-TGB", "Denmark", "northeurope", "North Europe"),
    /** The United Kingdom, in pounds sterling. */
    GBP("GBPP-SYNT-BG7-TGB", "United Kingdom", "uksouth", "UK South");

    private final String id;
    private final String country;
    private final String region;
    private final String regionName;

    BillingProfile(String id, String country, String region, String regionName) {
        this.id = id;
        this.country = country;
        this.region = region;
        this.regionName = regionName;
    }

    /** Its name in a scope. */
    public String id() {
        return id;
    }

    /** How it is shown. */
    public String displayName() {
        return "Nordwind Cloud " + country + " (synthetic)";
    }

    /** ISO 4217 code of the currency it is invoiced in. */
    public String currency() {
        return name();
    }

    String region() {
        return region;
    }

    String regionName() {
        return regionName;
    }
}
