package dev.outlay.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Malformed requests, made from what a document describes. The seed decides their order, and which kinds are left out where fewer are asked for than there are; where
 * more are, kinds come again with other bytes. The same seed gives the same requests.
 */
public final class MalformedRequests {

    /** A good request and one way to break it. */
    private record Breaking(GoodRequest good, Mutation mutation) {}

    private final List<Breaking> breakings = new ArrayList<>();

    /**
     * Looks for everything that can be broken.
     *
     * @param names values for parameters of paths, in place of the document's examples
     * @param body makes an example of a body one that the service would take now
     */
    public MalformedRequests(ApiDocument document, Map<String, String> names, UnaryOperator<JsonNode> body) {
        List<DocumentedOperation> operations = document.operations();
        List<Mutation> everywhere = new ArrayList<>(TargetMutations.all(operations));
        everywhere.addAll(HeaderMutations.all());
        everywhere.addAll(BodyMutations.all());
        for (DocumentedOperation operation : operations) {
            List<GoodRequest> good = good(operation, names, body);
            firstOfEachType(good)
                    .forEach(first -> everywhere.forEach(mutation -> breakings.add(new Breaking(first, mutation))));
            good.forEach(
                    each -> JsonMutations.of(each).forEach(mutation -> breakings.add(new Breaking(each, mutation))));
        }
    }

    /** The operation without a body, or with each of the document's examples of one. */
    private static List<GoodRequest> good(
            DocumentedOperation operation, Map<String, String> names, UnaryOperator<JsonNode> change) {
        String path = operation.path(names);
        List<GoodRequest> good = new ArrayList<>();
        for (String type : operation.contentTypes()) {
            operation
                    .exampleBodies(type)
                    .forEach((name, body) ->
                            good.add(new GoodRequest(operation, path, operation.query(), type, change.apply(body))));
        }
        return good.isEmpty()
                ? List.of(new GoodRequest(operation, path, operation.query(), "", MissingNode.getInstance()))
                : good;
    }

    private static Collection<GoodRequest> firstOfEachType(List<GoodRequest> good) {
        Map<String, GoodRequest> first = new LinkedHashMap<>();
        good.forEach(request -> first.putIfAbsent(request.contentType(), request));
        return first.values();
    }

    /** As many requests as are asked for. */
    public List<MalformedRequest> make(int count, long seed) {
        Random random = new Random(seed);
        List<Breaking> shuffled = new ArrayList<>(breakings);
        Collections.shuffle(shuffled, random);
        List<MalformedRequest> requests = new ArrayList<>();
        for (int next = 0; requests.size() < count; next = (next + 1) % shuffled.size()) {
            Breaking breaking = shuffled.get(next);
            @Nullable MalformedRequest request = breaking.mutation().apply(breaking.good(), random);
            if (request != null) {
                requests.add(request);
            }
        }
        return requests;
    }
}
