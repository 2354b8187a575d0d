package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Functions of arrays and objects, and those that take texts as well. */
final class CollectionFunctions {

    private CollectionFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.atLeast("concat", 1, CollectionFunctions::concat),
                Function.exactly("length", 1, call -> call.made(length(call))),
                Function.exactly("empty", 1, call -> call.made(call.value(0).isNull() || length(call) == 0)),
                Function.exactly("contains", 2, call -> call.made(contains(call))),
                Function.exactly("first", 1, call -> end(call, true)),
                Function.exactly("last", 1, call -> end(call, false)),
                Function.exactly("take", 2, call -> part(call, 0, call.fewOrNone(1))),
                Function.exactly("skip", 2, call -> part(call, call.fewOrNone(1), Integer.MAX_VALUE)),
                Function.exactly("indexOf", 2, call -> call.made(place(call, false))),
                Function.exactly("lastIndexOf", 2, call -> call.made(place(call, true))),
                Function.exactly("array", 1, call -> call.value(0).isArray() ? call.value(0) : one(call)),
                Function.atLeast(
                        "createArray",
                        0,
                        call -> call.made(Functions.nodes().arrayNode().addAll(call.values()))),
                Function.atLeast("createObject", 0, CollectionFunctions::createObject),
                Function.atLeast("union", 1, CollectionFunctions::union),
                Function.exactly("shallowMerge", 1, CollectionFunctions::shallowMerge),
                Function.exactly("flatten", 1, CollectionFunctions::flatten),
                Function.exactly("items", 1, CollectionFunctions::items),
                Function.exactly("objectKeys", 1, CollectionFunctions::objectKeys),
                Function.atLeast("tryGet", 2, CollectionFunctions::tryGet));
    }

    private static JsonNode concat(Arguments call) {
        if (call.value(0).isArray()) {
            ArrayNode all = Functions.nodes().arrayNode();
            for (int number = 0; number < call.count(); number++) {
                call.work().elements(all.size(), call.array(number).size());
                all.addAll(call.array(number));
            }
            return call.made(all);
        }
        StringBuilder made = new StringBuilder();
        for (JsonNode each : call.values()) {
            made.append(Functions.written(call, each));
            TextFunctions.requireBounded(call, made);
        }
        return call.made(made.toString());
    }

    private static long length(Arguments call) {
        JsonNode value = call.value(0);
        if (value.isTextual()) {
            return value.textValue().length();
        }
        if (!value.isContainerNode()) {
            throw call.wrong(0, "a text, an array or an object");
        }
        return value.size();
    }

    /** Names of members are found in any casing, texts in texts and elements as they are, as on Azure. */
    private static boolean contains(Arguments call) {
        return switch (call.value(0)) {
            case ArrayNode array -> {
                call.work().compared(array, 1);
                yield array.valueStream().anyMatch(each -> Functions.areEqual(each, call.value(1)));
            }
            case ObjectNode object ->
                Evaluation.member(object, Functions.written(call, call.value(1)), call.work()) != null;
            default -> {
                String sought = Functions.written(call, call.value(1));
                call.work().sought(call.text(0), sought);
                yield call.text(0).contains(sought);
            }
        };
    }

    private static JsonNode end(Arguments call, boolean first) {
        JsonNode of = call.value(0);
        if (of.isTextual()) {
            String text = of.textValue();
            int at = first ? 0 : text.length() - 1;
            return call.made(text.isEmpty() ? "" : text.substring(at, at + 1));
        }
        ArrayNode array = call.array(0);
        return array.isEmpty() ? NullNode.getInstance() : array.get(first ? 0 : array.size() - 1);
    }

    private static JsonNode part(Arguments call, int from, int count) {
        if (call.value(0).isTextual()) {
            String text = call.text(0);
            int start = Math.min(from, text.length());
            return call.made(text.substring(start, start + Math.min(count, text.length() - start)));
        }
        ArrayNode part = Functions.nodes().arrayNode();
        call.wholeArray(0).valueStream().skip(from).limit(count).forEach(part::add);
        return call.made(part);
    }

    /** From 0; -1 where it is not. Texts are looked through in any casing. */
    private static long place(Arguments call, boolean last) {
        JsonNode in = call.value(0);
        if (in.isTextual()) {
            call.work().sought(call.text(0), call.text(1));
            String text = call.text(0).toLowerCase(Locale.ROOT);
            String sought = call.text(1).toLowerCase(Locale.ROOT);
            return last ? text.lastIndexOf(sought) : text.indexOf(sought);
        }
        ArrayNode array = call.array(0);
        call.work().compared(array, 1);
        long place = -1;
        for (int index = 0; index < array.size() && (last || place < 0); index++) {
            place = Functions.areEqual(array.get(index), call.value(1)) ? index : place;
        }
        return place;
    }

    private static JsonNode one(Arguments call) {
        return call.made(Functions.nodes().arrayNode().add(call.value(0)));
    }

    private static JsonNode createObject(Arguments call) {
        if (call.count() % 2 != 0) {
            throw call.problem("takes a name and a value for each property");
        }
        ObjectNode object = Functions.nodes().objectNode();
        for (int number = 0; number < call.count(); number += 2) {
            object.set(call.text(number), call.value(number + 1));
        }
        return call.made(object);
    }

    /** Arrays with each element once; objects with the members of all, of one name the last, and objects within objects alike. */
    private static JsonNode union(Arguments call) {
        if (call.value(0).isArray()) {
            ArrayNode all = Functions.nodes().arrayNode();
            for (int number = 0; number < call.count(); number++) {
                for (JsonNode each : call.array(number)) {
                    call.work().compared(each, 1 + all.size());
                    boolean known = all.valueStream().anyMatch(there -> Functions.areEqual(there, each));
                    if (!known) {
                        all.add(each);
                    }
                }
            }
            return call.made(all);
        }
        ObjectNode all = Functions.nodes().objectNode();
        for (int number = 0; number < call.count(); number++) {
            merge(call, all, call.object(number));
        }
        return call.made(all);
    }

    private static void merge(Arguments call, ObjectNode into, ObjectNode more) {
        call.work().enter();
        try {
            mergeEach(call, into, more);
        } finally {
            call.work().leave();
        }
        call.work().made(into);
    }

    private static void mergeEach(Arguments call, ObjectNode into, ObjectNode more) {
        for (Map.Entry<String, JsonNode> member : more.properties()) {
            JsonNode there = into.get(member.getKey());
            if (there instanceof ObjectNode former && member.getValue() instanceof ObjectNode later) {
                ObjectNode both = Functions.nodes().objectNode();
                both.setAll(former);
                merge(call, both, later);
                into.set(member.getKey(), both);
            } else {
                into.set(member.getKey(), member.getValue());
            }
        }
    }

    private static JsonNode shallowMerge(Arguments call) {
        ObjectNode all = Functions.nodes().objectNode();
        for (JsonNode each : call.wholeArray(0)) {
            if (!(each instanceof ObjectNode object)) {
                throw call.wrong(0, "an array of objects");
            }
            call.work().spend(object.size());
            all.setAll(object);
        }
        return call.made(all);
    }

    private static JsonNode flatten(Arguments call) {
        ArrayNode flat = Functions.nodes().arrayNode();
        for (JsonNode each : call.wholeArray(0)) {
            if (!(each instanceof ArrayNode array)) {
                throw call.wrong(0, "an array of arrays");
            }
            call.work().elements(flat.size(), array.size());
            flat.addAll(array);
        }
        return call.made(flat);
    }

    /** The members of an object as objects of key and value, by key. */
    private static JsonNode items(Arguments call) {
        ArrayNode items = Functions.nodes().arrayNode();
        sorted(call);
        call.object(0).properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> items.addObject().put("key", member.getKey()).set("value", member.getValue()));
        return call.made(items);
    }

    /** Counts that names are put in order: with each of them as often as it is compared. */
    private static void sorted(Arguments call) {
        int size = call.object(0).size();
        call.work().spend((long) size * (Integer.SIZE - Integer.numberOfLeadingZeros(size)));
    }

    private static JsonNode objectKeys(Arguments call) {
        ArrayNode keys = Functions.nodes().arrayNode();
        sorted(call);
        call.object(0).properties().stream().map(Map.Entry::getKey).sorted().forEach(keys::add);
        return call.made(keys);
    }

    /** A member of a member, or nothing where one of them is not. */
    private static JsonNode tryGet(Arguments call) {
        JsonNode found = call.value(0);
        for (int number = 1; number < call.count(); number++) {
            JsonNode next = Evaluation.element(found, call.value(number), call.work());
            if (next == null) {
                return NullNode.getInstance();
            }
            found = next;
        }
        return found;
    }
}
