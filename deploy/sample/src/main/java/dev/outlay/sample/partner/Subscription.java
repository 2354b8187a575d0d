package dev.outlay.sample.partner;

import java.util.List;

/** A customer's subscription: its id (a UUID), how it is shown, and what runs in it. */
public record Subscription(String id, String name, List<Resource> resources) {
    /** Copies the list. */
    public Subscription {
        resources = List.copyOf(resources);
    }
}
