package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What stands between the brackets of a text in a template, as {@link ExpressionParser} reads it. */
sealed interface Expression {

    /** A text or a whole number. */
    record Literal(JsonNode value) implements Expression {}

    /**
     * A function that is called.
     *
     * @param position of its name in the expression, from 1
     */
    record Call(Function function, List<Expression> arguments, int position) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A member of an object, by the name that is written.
     *
     * @param position of the name, from 1
     */
    record Member(Expression of, String name, int position) implements Expression {}

    /**
     * An element of an array, or a member of an object whose name is worked out.
     *
     * @param position of what is between the brackets, from 1
     */
    record Element(Expression of, Expression key, int position) implements Expression {}
}
