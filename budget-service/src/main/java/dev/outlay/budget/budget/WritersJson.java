package dev.outlay.budget.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads and writes who had a budget tell whom, in the column {@code budget.writers} and in what the alert service is told. */
public final class WritersJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WritersJson() {}

    /**
     * What an event says of them: all that concerns whom it names.
     *
     * @param text of the column
     * @param named {@code contactEmails}, {@code contactRoles} and {@code contactGroups} of the event
     */
    public static ArrayNode told(String text, JsonNode named) {
        return node(read(text).of(contacts(named)));
    }

    static Writers read(String text) {
        List<Writers.Writer> writers = new ArrayList<>();
        for (JsonNode each : parse(text)) {
            List<String> groups = new ArrayList<>();
            each.path("groups").forEach(group -> groups.add(group.asText()));
            writers.add(new Writers.Writer(
                    each.path("principalId").asText(), each.path("tenantId").asText(), groups, contacts(each)));
        }
        return new Writers(writers);
    }

    static String write(Writers writers) {
        return node(writers).toString();
    }

    /** Whom the notifications of a budget name, also those that are disabled. */
    static Set<Contact> named(String notificationsText) {
        Set<Contact> contacts = new TreeSet<>();
        parse(notificationsText).forEach(notification -> contacts.addAll(contacts(notification)));
        return contacts;
    }

    private static Set<Contact> contacts(JsonNode node) {
        Set<Contact> contacts = new TreeSet<>();
        for (Contact.Kind kind : Contact.Kind.values()) {
            node.path(kind.field()).forEach(name -> contacts.add(new Contact(kind, name.asText())));
        }
        return contacts;
    }

    private static ArrayNode node(Writers writers) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Writers.Writer each : writers.all()) {
            ObjectNode node =
                    all.addObject().put("principalId", each.principalId()).put("tenantId", each.tenantId());
            each.groups().forEach(node.putArray("groups")::add);
            if (all.size() > 1) {
                for (Contact.Kind kind : Contact.Kind.values()) {
                    ArrayNode names = node.putArray(kind.field());
                    each.contacts().stream()
                            .filter(contact -> contact.kind() == kind)
                            .sorted()
                            .forEach(contact -> names.add(contact.name()));
                }
            }
        }
        return all;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the database holds of a budget what cannot be read", malformed);
        }
    }
}
