package dev.outlay.budget.arm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Where clients that ask for it are told to get their tokens. Nothing of it is a secret, and nothing of it decides which tokens are good. */
@ConfigMapping(prefix = "outlay.metadata")
interface MetadataConfig {

    /** Where tokens come from, by the protocol of Microsoft Entra ID ({@code OUTLAY_METADATA_LOGIN_ENDPOINT}). */
    @WithDefault("https://login.microsoftonline.com")
    String loginEndpoint();

    /** For whom tokens are to be ({@code OUTLAY_METADATA_AUDIENCE}), the first before others; what tokens are verified for, unless said otherwise. */
    List<String> audience();

    /** Whose tokens they are ({@code OUTLAY_METADATA_TENANT}): azurerm takes anything but {@code common} for Azure Stack, and refuses it. */
    @WithDefault("common")
    String tenant();
}
