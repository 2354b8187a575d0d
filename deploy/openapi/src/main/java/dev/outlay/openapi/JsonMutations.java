package dev.outlay.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be wrong with the parts of a JSON body. Each part of a good one is left out or becomes something else; where the document's schema does not allow what comes of
 * it, the service has to refuse it, which shows that the schema and the service agree.
 */
final class JsonMutations {

    private static final String HERE = "the-part-that-is-replaced";

    private static final ObjectMapper JSON = mapper();

    /** What a part becomes, as JSON text. */
    private static final Map<String, String> VALUES = values();

    private JsonMutations() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNumberLength(2000).build());
        return mapper;
    }

    private static Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("null", "null");
        values.put("true", "true");
        values.put("seven", "7");
        values.put("a negative number", "-1");
        values.put("a small number", "0.0001");
        values.put("a large number", "1e40");
        values.put("three hundred digits", "9".repeat(300));
        values.put("no text", "\"\"");
        values.put("a blank", "\" \"");
        values.put("a letter", "\"x\"");
        values.put("a number as text", "\"100\"");
        values.put("an e-mail header", "\"a@b.example\\r\\nBcc: c@d.example\"");
        values.put("a script", "\"<script>alert(1)</script>\"");
        values.put("a long text", "\"" + "t".repeat(100_000) + "\"");
        values.put("emoji", "\"\\ud83d\\udcb8\"");
        values.put("U+0000", "\"\\u0000\"");
        values.put("half a surrogate pair", "\"\\udc00\"");
        values.put("an array", "[]");
        values.put("an array in an array", "[[]]");
        values.put("an array of nulls", "[null,null]");
        values.put("two thousand texts", "[" + "\"v\",".repeat(2000) + "\"v\"]");
        values.put("an object", "{}");
        values.put("objects", "{\"a\":{\"a\":{\"a\":{}}}}");
        values.put("three hundred members", members());
        return values;
    }

    private static String members() {
        StringBuilder members = new StringBuilder("{");
        for (int i = 0; i < 300; i++) {
            members.append(i == 0 ? "" : ",").append("\"m").append(i).append("\":{}");
        }
        return members.append('}').toString();
    }

    /** The mutations of the parts that this body has. */
    static List<Mutation> of(GoodRequest good) {
        List<Mutation> all = new ArrayList<>();
        if (good.hasJson() && good.body().isContainerNode()) {
            for (String pointer : pointers(good.body())) {
                VALUES.forEach((what, value) -> {
                    String mutation = pointer + " becomes " + what;
                    all.add(Mutation.of(mutation, (same, random) -> replaced(same, pointer, mutation, value)));
                });
                String mutation = pointer + " is left out";
                all.add(Mutation.of(mutation, (same, random) -> leftOut(same, pointer, mutation)));
            }
        }
        return all;
    }

    private static List<String> pointers(JsonNode node) {
        List<String> pointers = new ArrayList<>();
        collect(node, "", pointers);
        return pointers;
    }

    private static void collect(JsonNode node, String at, List<String> pointers) {
        if (!at.isEmpty()) {
            pointers.add(at);
        }
        node.properties().forEach(member -> collect(member.getValue(), at + "/" + member.getKey(), pointers));
        if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collect(node.get(index), at + "/" + index, pointers);
            }
        }
    }

    private static MalformedRequest replaced(GoodRequest good, String pointer, String mutation, String value) {
        JsonNode body = good.body().deepCopy();
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        switch (body.at(pointer.substring(0, pointer.lastIndexOf('/')))) {
            case ObjectNode object -> object.put(last, HERE);
            case ArrayNode array -> array.set(Integer.parseInt(last), HERE);
            default -> throw new IllegalArgumentException(pointer);
        }
        return request(good, mutation, body.toString().replace("\"" + HERE + "\"", value));
    }

    private static MalformedRequest leftOut(GoodRequest good, String pointer, String mutation) {
        JsonNode body = good.body().deepCopy();
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        switch (body.at(pointer.substring(0, pointer.lastIndexOf('/')))) {
            case ObjectNode object -> object.remove(last);
            case ArrayNode array -> array.remove(Integer.parseInt(last));
            default -> throw new IllegalArgumentException(pointer);
        }
        return request(good, mutation, body.toString());
    }

    private static MalformedRequest request(GoodRequest good, String mutation, String text) {
        boolean storable = !text.contains("\\u0000") && !text.contains("\\udc00\"");
        boolean byItem = good.body().isArray(); // each item is answered by itself, beside good ones
        Expected expected =
                byItem || (storable && isAllowed(good, text)) ? Expected.REFUSED_OR_HARMLESS : Expected.REFUSED;
        return good.withBody(mutation, expected, text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isAllowed(GoodRequest good, String text) {
        try {
            return good.operation().allowsBody(good.contentType(), JSON.readTree(text));
        } catch (JsonProcessingException malformed) {
            return false;
        }
    }
}
