package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListPosition;
import dev.outlay.budget.listing.ListQuestion;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers a page of a list, with a link to the next one. */
final class ListAnswer {

    private ListAnswer() {}

    /**
     * @param path of the list, as the next page is asked for
     * @param list asked once, with what the caller wants of it
     */
    static <T> Uni<Answer> of(
            Call call,
            String path,
            FieldNames names,
            Function<Supplier<ListQuestion>, Uni<ListPart<T>>> list,
            Function<T, ObjectNode> body) {
        return ofMade(call, path, names, list, item -> Uni.createFrom().item(body.apply(item)));
    }

    /** The same of bodies that are not made at once; one after another. */
    static <T> Uni<Answer> ofMade(
            Call call,
            String path,
            FieldNames names,
            Function<Supplier<ListQuestion>, Uni<ListPart<T>>> list,
            Function<T, Uni<ObjectNode>> body) {
        return list.apply(ListReader.of(call, names)).chain(part -> Multi.createFrom()
                .iterable(part.items())
                .onItem()
                .transformToUniAndConcatenate(body::apply)
                .collect()
                .asList()
                .map(bodies -> answer(bodies, part.total(), next(call, path, part.next()))));
    }

    private static Answer answer(List<ObjectNode> bodies, @Nullable Long total, @Nullable String next) {
        ObjectNode answer = ArmJson.node();
        ArrayNode value = answer.putArray("value");
        bodies.forEach(value::add);
        if (total != null) {
            answer.put("totalCount", total);
        }
        return Answer.ok(answer.put("nextLink", next));
    }

    /** Null after the last page. */
    static @Nullable String next(Call call, String path, @Nullable ListPosition next) {
        return next == null ? null : Links.next(call, path, ListToken.write(next));
    }
}
