package dev.outlay.alert.delivery;

import dev.outlay.alert.settings.Settings;

/**
 * How many deliveries may be on their way to one endpoint at a time, by one replica.
 *
 * @param perEndpoint to one scheme, host and port of a webhook
 * @param forSmtp to the mail server
 */
record EndpointLimits(int perEndpoint, int forSmtp) {

    static EndpointLimits of(Settings settings) {
        return new EndpointLimits(
                settings.webhook().perEndpoint(), settings.mail().concurrency());
    }

    /** To one webhook: half of what its host may have, so that one that hangs leaves the other half to whoever else is there. */
    int perWebhook() {
        return Math.max(1, perEndpoint / 2);
    }

    /** Of the endpoint with that name. */
    int of(String endpoint) {
        return endpoint.equals(DeliveryPlan.SMTP) ? forSmtp : perEndpoint;
    }
}
