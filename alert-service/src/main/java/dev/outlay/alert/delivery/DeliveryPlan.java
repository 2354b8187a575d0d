package dev.outlay.alert.delivery;

import dev.outlay.alert.access.Principal;
import dev.outlay.alert.actiongroup.ActionGroupId;
import dev.outlay.alert.actiongroup.ActionGroupJson;
import dev.outlay.alert.actiongroup.ActionGroupsTable.Kept;
import dev.outlay.alert.actiongroup.AzureRoles;
import dev.outlay.alert.actiongroup.BodyFormat;
import dev.outlay.alert.actiongroup.Receiver;
import dev.outlay.alert.alert.Crossing;
import dev.outlay.alert.alert.Occasion;
import dev.outlay.alert.alert.Writers;
import dev.outlay.alert.settings.PartnersOwn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who is told of a crossing: the addresses named in the notification, whoever holds a role it names and has an address, and
 * the receivers of the action groups it names. A receiver named twice is told once. While access is not heard nobody can say
 * who holds a role: then the role itself is planned, and looked up when it is heard ({@link ResolveRoles}).
 * Whatever cannot be told is planned as well, in a state that says why, so that nobody waits for a message that never was to
 * come; and where that is everything, the budget itself, as one that reaches nobody. That a budget ends is told by e-mail alone: who is called by a webhook acts on thresholds, and would act on this.
 *
 * @param partnersOwn the partner's own subscriptions, whose groups its people may name
 * @param holders who holds a role
 */
record DeliveryPlan(PartnersOwn partnersOwn, RoleHolders holders) {

    static final String EMAIL = "email";
    static final String WEBHOOK = "webhook";
    static final String GROUP = "group";
    static final String ROLE = "role";
    static final String NOTICE = "notice";
    static final String SMTP = "smtp";

    /** The budget itself, where nobody at all can be told. */
    static final String BUDGET = "budget";

    static final String REACHES_NOBODY = "reaches-nobody";

    /** The groups a crossing names, as far as the names are ARM ids of groups. */
    static List<ActionGroupId> groupsOf(Crossing crossing) {
        return crossing.notification().contactGroups().stream()
                .map(ActionGroupId::ofId)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Everything that is to be made for a crossing; nothing where it is only recorded. */
    List<PlannedDelivery> of(Crossing crossing, Map<String, List<Kept>> groups) {
        if (crossing.telling() == Crossing.Telling.RECORD) {
            return List.of();
        }
        Once once = new Once(crossing);
        Writers writers = crossing.budget().writers();
        crossing.notification().contactEmails().forEach(address -> planEmail(once, address, writers.ofEmail(address)));
        crossing.notification()
                .contactRoles()
                .forEach(role -> planRole(once.on(Ground.askedBy(writers.ofRole(role))), role));
        crossing.notification().contactGroups().forEach(reference -> planGroup(once, reference, groups));
        if (once.reachesNobody()) {
            once.nobody();
        }
        return List.copyOf(once.planned.values());
    }

    /** What is to be made for one group that a crossing names. */
    List<PlannedDelivery> ofGroup(Crossing crossing, String reference, Map<String, List<Kept>> groups) {
        Once once = new Once(crossing);
        planGroup(once, reference, groups);
        return List.copyOf(once.planned.values());
    }

    /** Where the partner had an address told no customer silences what is told there. */
    private void planEmail(Once once, String address, Optional<Principal> writer) {
        boolean partners = once.crossing.budget().scope().isBilling()
                || writer.map(holders.rules()::isPartners).orElse(true);
        once.on(Ground.askedBy(writer)).email(address, partners);
    }

    private void planRole(Once once, String role) {
        switch (holders.of(once.crossing, role)) {
            case RoleHolders.Found.Holders found -> once.holders(found.holders());
            case RoleHolders.Found.NotHeard ignored -> once.later(role);
            case RoleHolders.Found.Nobody nobody -> once.nobody(role, nobody);
        }
    }

    /** What is to be made for the holders of a role who were found late, on the grounds on which the role was to be told. */
    static List<PlannedDelivery> ofHolders(Crossing crossing, List<Ground> grounds, List<RoleHolders.Holder> holders) {
        Once once = new Once(crossing, grounds, new LinkedHashMap<>());
        once.holders(holders);
        return List.copyOf(once.planned.values());
    }

    private void planGroup(Once plan, String reference, Map<String, List<Kept>> groups) {
        Optional<Principal> writer = plan.crossing.budget().writers().ofGroup(reference);
        Once once = plan.on(Ground.askedBy(writer));
        Optional<ActionGroupId> id = ActionGroupId.ofId(reference);
        if (id.isEmpty()) {
            once.unresolved(reference, "not-an-action-group");
            return;
        }
        List<Kept> ofThisName = groups.getOrDefault(id.get().key(), List.of());
        GroupReach reach = new GroupReach(partnersOwn, holders.rules()::isPartners);
        switch (reach.of(once.crossing, writer, id.get(), ofThisName)) {
            case GroupReach.Found.Nobody nobody -> once.unresolved(reference, nobody.reason());
            case GroupReach.Found.Addressed addressed -> planReceivers(once, reference, addressed.kept());
        }
    }

    private void planReceivers(Once once, String reference, Kept kept) {
        if (kept.group().isEmpty()) {
            once.unresolved(reference, "group-unreadable");
        } else if (!kept.group().get().enabled()) {
            once.unresolved(reference, "group-disabled");
        } else {
            kept.group().get().receivers().forEach(receiver -> planReceiver(once, kept, receiver));
        }
    }

    /** What is to be made to test one receiver, which need not be one that {@code kept} has. */
    List<PlannedDelivery> ofReceiver(Crossing crossing, Kept kept, Receiver receiver) {
        Once once = new Once(crossing);
        planReceiver(once, kept, receiver);
        return List.copyOf(once.planned.values());
    }

    private void planReceiver(Once once, Kept kept, Receiver receiver) {
        if (receiver instanceof Receiver.Role role) {
            // An id that stands for no role here is looked up like a name that does, and found to be none.
            planRole(once, AzureRoles.name(role.roleId()).orElse(role.roleId()));
        } else {
            once.receiver(kept, receiver);
        }
    }

    /**
     * Plans of one crossing, one for each receiver.
     *
     * @param grounds on which whatever comes next is told
     */
    private record Once(Crossing crossing, List<Ground> grounds, Map<String, PlannedDelivery> planned) {

        /** Without contacts, all is told for whoever wrote last. */
        Once(Crossing crossing) {
            this(
                    crossing,
                    List.of(Ground.askedBy(
                            crossing.budget().writers().everybody().stream().findFirst())),
                    new LinkedHashMap<>());
        }

        Once on(Ground ground) {
            return new Once(crossing, List.of(ground), planned);
        }

        void holders(List<RoleHolders.Holder> holders) {
            holders.forEach(holder -> email(
                    holder.address(),
                    grounds.stream()
                            .map(ground -> ground.forRoleOf(holder.principal()))
                            .toList(),
                    false));
        }

        void email(String address, boolean partners) {
            email(address, grounds, partners);
        }

        private void email(String address, List<Ground> why, boolean partners) {
            if (ActionGroupJson.isAddress(address)) {
                tell(
                        EMAIL,
                        address.toLowerCase(Locale.ROOT),
                        address,
                        SMTP,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        why,
                        partners);
            } else {
                silent(EMAIL, address.toLowerCase(Locale.ROOT), DeliveryState.Refused, "not-an-address");
            }
        }

        void later(String role) {
            silent(ROLE, role.toLowerCase(Locale.ROOT), DeliveryState.Pending, "access-not-heard");
        }

        void nobody(String role, RoleHolders.Found.Nobody nobody) {
            silent(ROLE, role.toLowerCase(Locale.ROOT), nobody.state(), nobody.reason());
        }

        void receiver(Kept kept, Receiver receiver) {
            String key = kept.id().key() + "/" + receiver.name().toLowerCase(Locale.ROOT);
            if (crossing.occasion() instanceof Occasion.EndComesNear && !(receiver instanceof Receiver.Email)) {
                return;
            }
            switch (receiver) {
                case Receiver.Email email ->
                    email(email.address(), kept.customer().isEmpty());
                case Receiver.Webhook webhook ->
                    tell(
                            WEBHOOK,
                            key,
                            webhook.uri().toString(),
                            webhook.endpoint(),
                            Optional.ofNullable(
                                    kept.sealedSecrets().get(webhook.name().toLowerCase(Locale.ROOT))),
                            Optional.of(webhook.format()),
                            // A test says nothing of how it goes with what is kept, and may name what is not kept.
                            crossing.isTest()
                                    ? Optional.empty()
                                    : Optional.of(WebhookId.of(kept.row(), webhook.name())),
                            grounds,
                            kept.customer().isEmpty());
                case Receiver.Unsupported other ->
                    silent(other.kind(), key, DeliveryState.Unsupported, "kind-not-supported");
                case Receiver.Role role -> throw new IllegalStateException(role + " is planned by who holds it");
            }
        }

        /** Whether nothing is sent to anybody, for whatever reasons. */
        boolean reachesNobody() {
            return planned.values().stream()
                    .noneMatch(
                            each -> each.state() == DeliveryState.Pending || each.state() == DeliveryState.Gathering);
        }

        /** Says so: of an alert that nobody gets nobody would miss anything. */
        void nobody() {
            silent(BUDGET, crossing.budget().id().toLowerCase(Locale.ROOT), DeliveryState.Unresolved, REACHES_NOBODY);
        }

        void unresolved(String reference, String reason) {
            silent(GROUP, reference.toLowerCase(Locale.ROOT), DeliveryState.Unresolved, reason);
        }

        private void tell(
                String kind,
                String receiver,
                String target,
                String endpoint,
                Optional<byte[]> secret,
                Optional<BodyFormat> format,
                Optional<WebhookId> webhook,
                List<Ground> why,
                boolean partners) {
            boolean digest = crossing.telling() == Crossing.Telling.DIGEST
                    && format.map(BodyFormat::takesDigests).orElse(true);
            put(new PlannedDelivery(
                    crossing.id(),
                    kind,
                    receiver,
                    target,
                    endpoint,
                    secret,
                    digest ? DeliveryState.Gathering : DeliveryState.Pending,
                    Optional.empty(),
                    webhook,
                    digest ? Optional.of(bundle(webhook)) : Optional.empty(),
                    format,
                    why,
                    partners));
        }

        /** Groups of two customers may have one name, and so may their receivers; what is told to one is not told to the other. */
        private String bundle(Optional<WebhookId> webhook) {
            return webhook.map(each -> crossing.priceView() + " " + each.group())
                    .orElse(crossing.priceView());
        }

        private void silent(String kind, String receiver, DeliveryState state, String reason) {
            put(new PlannedDelivery(
                    crossing.id(),
                    kind,
                    receiver,
                    receiver,
                    kind,
                    Optional.empty(),
                    state,
                    Optional.of(reason),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    grounds,
                    true));
        }

        private void put(PlannedDelivery delivery) {
            planned.merge(delivery.kind() + "\n" + delivery.receiver(), delivery, PlannedDelivery::with);
        }
    }
}
