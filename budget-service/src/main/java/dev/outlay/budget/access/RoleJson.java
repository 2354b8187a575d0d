package dev.outlay.budget.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The permissions of a role as the database and the audit keep them, in the words of Azure. */
final class RoleJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RoleJson() {}

    static ArrayNode permissions(List<Permission> permissions) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        permissions.forEach(permission -> {
            ObjectNode node = array.addObject();
            node.set("actions", texts(permission.actions()));
            node.set("notActions", texts(permission.notActions()));
            node.set("dataActions", texts(permission.dataActions()));
            node.set("notDataActions", texts(permission.notDataActions()));
        });
        return array;
    }

    /** What decisions are made of, for whoever else decides. */
    static ArrayNode told(List<Permission> permissions) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        permissions.forEach(permission -> {
            ObjectNode node = array.addObject();
            node.set("actions", texts(permission.actions()));
            node.set("notActions", texts(permission.notActions()));
        });
        return array;
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static List<Permission> permissions(String json) {
        List<Permission> permissions = new ArrayList<>();
        kept(json)
                .forEach(node -> permissions.add(new Permission(
                        texts(node.path("actions")),
                        texts(node.path("notActions")),
                        texts(node.path("dataActions")),
                        texts(node.path("notDataActions")))));
        return permissions;
    }

    static List<String> texts(String json) {
        return texts(kept(json));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode kept(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what is kept is JSON", broken);
        }
    }
}
