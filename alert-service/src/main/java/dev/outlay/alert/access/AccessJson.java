package dev.outlay.alert.access;

import dev.outlay.alert.event.CloudEvent;
import dev.outlay.alert.event.Fields;
import dev.outlay.alert.event.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the events of the topic {@code access}; see {@code access.v1.schema.json}, {@code principal.v1.schema.json}, {@code role.v1.schema.json}. */
public final class AccessJson {

    /** The CloudEvents type of what it says of roles, customers and subscriptions. */
    private static final String TYPE = "dev.outlay.access.v1";

    /** The CloudEvents type of what the directory says. */
    private static final String PRINCIPAL = "dev.outlay.principal.v1";

    /** The CloudEvents type of what a role allows that somebody has made. */
    private static final String ROLE = "dev.outlay.role.v1";

    /** The types of the events that are read here. */
    public static final Set<String> TYPES = Set.of(TYPE, PRINCIPAL, ROLE);

    private AccessJson() {}

    /** Reads what the event says, or refuses it with the path of what is wrong. */
    public static AccessEvent read(CloudEvent event) throws Unreadable {
        Fields data = event.data();
        if (event.attribute("type").equals(PRINCIPAL)) {
            data.oneOf("kind", Set.of("User", "Group", "ServicePrincipal"));
            return new AccessEvent.DirectoryPrincipal(
                    lower(data, "principalId"), lower(data, "tenantId"), data.optionalText("mail"));
        }
        if (event.attribute("type").equals(ROLE)) {
            return new AccessEvent.CustomRole(lower(data, "roleId"), data.text("name"), permissions(data));
        }
        return switch (data.oneOf("kind", Set.of("Heartbeat", "RoleAssignment", "Customer", "Subscription"))) {
            case "RoleAssignment" ->
                new AccessEvent.RoleAssignment(lower(data, "scope"), lower(data, "principalId"), data.text("role"));
            case "Customer" ->
                new AccessEvent.Customer(
                        new CustomerKey(data.text("billingAccount"), data.text("customer")),
                        data.oneOf("viewCharges", Set.of("Allowed", "NotAllowed"))
                                .equals("Allowed"));
            case "Subscription" -> {
                String account = data.text("billingAccount");
                Optional<CustomerKey> customer =
                        data.optionalText("customer").map(name -> new CustomerKey(account, name));
                Set<CustomerKey> former = data.texts("formerCustomers").stream()
                        .map(name -> new CustomerKey(account, name))
                        .collect(Collectors.toUnmodifiableSet());
                yield new AccessEvent.Subscription(lower(data, "subscription"), customer, former);
            }
            default -> new AccessEvent.Heartbeat();
        };
    }

    private static List<Permission> permissions(Fields data) throws Unreadable {
        List<Permission> permissions = new ArrayList<>();
        for (Fields permission : data.objects("permissions")) {
            permissions.add(
                    new Permission(permission.requiredTexts("actions"), permission.requiredTexts("notActions")));
        }
        return permissions;
    }

    private static String lower(Fields data, String name) throws Unreadable {
        return data.text(name).toLowerCase(Locale.ROOT);
    }
}
