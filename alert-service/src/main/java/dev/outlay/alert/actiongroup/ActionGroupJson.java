package dev.outlay.alert.actiongroup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads and writes action groups in ARM's shape. Source: azure-rest-contract.md section 10. */
public final class ActionGroupJson {

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@<>,;:\"\\\\()\\[\\]\\p{Cntrl}]{1,64}@[^\\s@<>,;:\"\\\\()\\[\\]\\p{Cntrl}]{1,255}");
    private static final Pattern NAME = Pattern.compile("[^<>*%&:\\\\?+/#|\\p{Cntrl}]{1,260}");
    static final String EMAIL = "emailReceivers";
    static final String WEBHOOK = "webhookReceivers";
    static final String ROLE = "armRoleReceivers";

    /** What a kind is called that was kept when any name was taken for one. */
    private static final String OTHER = "otherReceivers";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ActionGroupJson() {}

    /** Whether it looks like an address to which mail can be sent. */
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /**
     * Reads a body that was put; adds to {@code problems} everything that is wrong with it, and returns empty then.
     *
     * @param refusal says why a webhook must not go to a URI, where it must not
     */
    public static Optional<ActionGroup> read(
            ActionGroupId id, JsonNode body, Function<URI, Optional<String>> refusal, List<Problem> problems) {
        if (!NAME.matcher(id.name()).matches()) {
            problems.add(
                    new Problem("", "The name of an action group has 1 to 260 characters, none of <>*%&:\\?+/#|."));
        }
        if (!(body.path("properties") instanceof ObjectNode properties)) {
            problems.add(new Problem("/properties", "must be an object"));
            return Optional.empty();
        }
        checkShortName(properties, problems);
        if (properties.has("enabled") && !properties.path("enabled").isBoolean()) {
            problems.add(new Problem("/properties/enabled", "must be true or false"));
        }
        checkTags(body.path("tags"), problems);
        ReceiverRules.check(properties, "/properties", problems);
        return group(id, body, properties, refusal, problems);
    }

    /**
     * Reads lists of receivers alone, as they stand in a body that asks to test them; adds to {@code problems} everything
     * that is wrong with them.
     *
     * @param pointer where the lists stand
     */
    public static List<Receiver> readReceivers(
            ObjectNode lists, String pointer, Function<URI, Optional<String>> refusal, List<Problem> problems) {
        ReceiverRules.check(lists, pointer, problems);
        return new ReceiverReader(pointer, refusal, problems).read(lists);
    }

    private static Optional<ActionGroup> group(
            ActionGroupId id,
            JsonNode body,
            ObjectNode properties,
            Function<URI, Optional<String>> refusal,
            List<Problem> problems) {
        List<Receiver> receivers = new ReceiverReader("/properties", refusal, problems).read(properties);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        boolean enabled = properties.path("enabled").asBoolean(true);
        return Optional.of(new ActionGroup(id, enabled, receivers, stored(body, properties, enabled)));
    }

    private static void checkShortName(ObjectNode properties, List<Problem> problems) {
        String shortName = properties.path("groupShortName").asText("");
        if (!properties.path("groupShortName").isTextual() || shortName.isBlank() || shortName.length() > 12) {
            problems.add(new Problem("/properties/groupShortName", "is required, a text of 1 to 12 characters"));
        }
    }

    static void checkTags(JsonNode tags, List<Problem> problems) {
        boolean absent = tags.isMissingNode() || tags.isNull();
        if (!absent && !(tags.isObject() && tags.valueStream().allMatch(JsonNode::isTextual))) {
            problems.add(new Problem("/tags", "must be an object of texts"));
        }
    }

    private static String stored(JsonNode body, ObjectNode properties, boolean enabled) {
        ObjectNode kept = properties.deepCopy();
        kept.put("enabled", enabled);
        kept.path(WEBHOOK).forEach(receiver -> ((ObjectNode) receiver).remove("secret"));
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("location", body.path("location").asText("Global"));
        whole.set("tags", body.path("tags").isObject() ? body.path("tags") : JsonNodeFactory.instance.objectNode());
        whole.set("properties", kept);
        return whole.toString();
    }

    /**
     * Reads back a group that was stored, kinds of receivers included that are not taken any more.
     *
     * @throws IllegalStateException where it is not one
     */
    static ActionGroup stored(ActionGroupId id, String body) {
        List<Problem> problems = new ArrayList<>();
        JsonNode whole = parse(body);
        if (!(whole.path("properties") instanceof ObjectNode properties)) {
            throw new IllegalStateException("a stored action group has no properties");
        }
        return group(id, whole, properties, uri -> Optional.empty(), problems)
                .orElseThrow(() -> new IllegalStateException("a stored action group is not valid: " + problems));
    }

    /** The group in ARM's shape; {@code written} are secrets to show beside their receivers, by name in lower case. */
    public static ObjectNode write(ActionGroup group, Map<String, WebhookSecret> written) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("id", group.id().id());
        whole.put("type", "Microsoft.Insights/ActionGroups");
        whole.put("name", group.id().name());
        whole.setAll((ObjectNode) parse(group.body()));
        JsonNode properties = whole.path("properties");
        properties.path(EMAIL).forEach(receiver -> ((ObjectNode) receiver).put("status", "Enabled"));
        properties.path(WEBHOOK).forEach(receiver -> {
            WebhookSecret secret = written.get(receiver.path("name").asText().toLowerCase(Locale.ROOT));
            if (secret != null) {
                ((ObjectNode) receiver).put("secret", secret.reveal());
            }
        });
        return whole;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored action group is not JSON", impossible);
        }
    }

    private record ReceiverReader(
            String place, Function<URI, Optional<String>> refusal, List<Problem> problems, Set<String> names) {

        ReceiverReader(String place, Function<URI, Optional<String>> refusal, List<Problem> problems) {
            this(place, refusal, problems, new HashSet<>());
        }

        List<Receiver> read(ObjectNode properties) {
            List<Receiver> receivers = new ArrayList<>();
            properties.properties().forEach(property -> {
                if (property.getKey().endsWith("Receivers")
                        && !property.getValue().isNull()) {
                    readKind(property.getKey(), property.getValue(), receivers);
                }
            });
            return receivers;
        }

        private void readKind(String kind, JsonNode list, List<Receiver> receivers) {
            String pointer = place + "/" + kind;
            if (!list.isArray()) {
                problems.add(new Problem(pointer, "must be a list"));
                return;
            }
            for (int i = 0; i < list.size(); i++) {
                readOne(kind, list.get(i), pointer + "/" + i).ifPresent(receivers::add);
            }
        }

        private Optional<Receiver> readOne(String kind, JsonNode receiver, String pointer) {
            String name = receiver.path("name").asText("");
            if (!receiver.isObject() || !receiver.path("name").isTextual() || name.isBlank() || name.length() > 260) {
                problems.add(new Problem(pointer + "/name", "is required, a text of 1 to 260 characters"));
                return Optional.empty();
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                problems.add(new Problem(pointer + "/name", "is used twice; names of receivers are unique in a group"));
            }
            return switch (kind) {
                case EMAIL -> email(name, receiver, pointer);
                case WEBHOOK -> webhook(name, receiver, pointer);
                case ROLE -> Optional.of(role(name, receiver));
                default ->
                    Optional.of(new Receiver.Unsupported(name, ReceiverRules.KINDS.contains(kind) ? kind : OTHER));
            };
        }

        private Optional<Receiver> email(String name, JsonNode receiver, String pointer) {
            String address = receiver.path("emailAddress").asText("");
            if (!isAddress(address)) {
                problems.add(new Problem(pointer + "/emailAddress", "must be an e-mail address"));
                return Optional.empty();
            }
            return Optional.of(new Receiver.Email(name, address));
        }

        /** One without an id of a role was kept before this was asked for, and cannot be told. */
        private static Receiver role(String name, JsonNode receiver) {
            String id = receiver.path("roleId").asText("");
            return ReceiverRules.isId(id)
                    ? new Receiver.Role(name, id.toLowerCase(Locale.ROOT))
                    : new Receiver.Unsupported(name, ROLE);
        }

        private Optional<Receiver> webhook(String name, JsonNode receiver, String pointer) {
            Optional<URI> uri = uri(receiver.path("serviceUri").asText(""), pointer);
            Optional<String> secret = Optional.of(receiver.path("secret"))
                    .filter(given -> !given.isMissingNode() && !given.isNull())
                    .map(given -> given.asText(""));
            if (secret.isPresent() && secret.flatMap(WebhookSecret::read).isEmpty()) {
                problems.add(new Problem(pointer + "/secret", "must be whsec_ and base64 of 24 to 64 bytes"));
            }
            if (receiver.path("useAadAuth").asBoolean(false)) {
                return Optional.of(new Receiver.Unsupported(name, "secureWebhookReceivers"));
            }
            return uri.map(checked -> new Receiver.Webhook(name, checked, secret, ReceiverRules.format(receiver)));
        }

        private Optional<URI> uri(String text, String pointer) {
            try {
                URI uri = new URI(text);
                boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                boolean usable = http
                        && uri.getHost() != null
                        && uri.getRawFragment() == null
                        && text.length() <= 2048
                        && uri.getPort() <= 65535
                        && uri.getPort() != 0;
                if (usable) {
                    refusal.apply(uri).ifPresent(why -> problems.add(new Problem(pointer + "/serviceUri", why)));
                    return Optional.of(uri);
                }
            } catch (URISyntaxException notUri) {
                // Told below, like everything else that is not a usable URI.
            }
            problems.add(
                    new Problem(pointer + "/serviceUri", "must be an http or https URI with a host and no fragment"));
            return Optional.empty();
        }
    }
}
