package dev.outlay.sample.partner;

import java.util.Map;

/**
 * Something that costs money every day.
 *
 * @param key what its charges' ids begin with; unique and short
 * @param group its resource group
 * @param name its name
 * @param meter what is metered
 * @param size how much of it there is, 1 being usual
 * @param reserved whether a reservation covers it
 * @param tags its tags
 */
public record Resource(
        String key, String group, String name, Meter meter, double size, boolean reserved, Map<String, String> tags) {

    String id(String subscriptionId) {
        return "/subscriptions/" + subscriptionId + "/resourceGroups/" + group + "/providers/" + meter.resourceType
                + "/" + name;
    }
}
