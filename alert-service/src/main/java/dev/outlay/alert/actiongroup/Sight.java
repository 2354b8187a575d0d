package dev.outlay.alert.actiongroup;

import dev.outlay.alert.access.CustomerKey;
import java.util.Optional;

/**
 * Whose groups a caller sees and makes. A subscription that moves keeps the groups of its earlier customer, and its new one may
 * give the same names again; neither sees those of the other.
 *
 * @param all      whether the groups of every customer are seen: the partner's people
 * @param customer whose groups are made, and come first where several customers have one of the same name, as tables keep it;
 *     empty for the partner
 */
public record Sight(boolean all, String customer) {

    /** What the people of a customer see. */
    public static Sight ofCustomer(CustomerKey customer) {
        return new Sight(false, customer.text());
    }

    /** What the partner's people see; what they make belongs to the owner of the subscription, where there is one. */
    public static Sight ofPartner(Optional<CustomerKey> owner) {
        return new Sight(true, owner.map(CustomerKey::text).orElse(""));
    }
}
