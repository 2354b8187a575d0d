package dev.outlay.budget.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an expression of a template: texts in single quotes (two stand for one), whole numbers, functions, {@code .member} and {@code [element]} behind them. In time linear in its length, and no deeper than
 * {@value #DEEPEST}; Azure takes no longer one than {@value #LONGEST} characters either. That there is such a function, with so many arguments, is known when this is done.
 */
final class ExpressionParser {

    static final int LONGEST = 24_576;
    private static final int DEEPEST = 64;
    private static final int MOST_DIGITS = 18;

    private final String text;
    private int next;
    private int depth;

    private ExpressionParser(String text, int from) {
        this.text = text;
        this.next = from;
    }

    /** Whether a text of a template is an expression: {@code [[} begins a text that begins with a bracket. */
    static boolean isExpression(String text) {
        return text.length() > 1 && text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
    }

    /** A text that is none, as it is meant. */
    static String plain(String text) {
        return text.startsWith("[[") ? text.substring(1) : text;
    }

    /**
     * Reads a text for which {@link #isExpression} holds; fails with a refusal that says where.
     *
     * @param text with the brackets around the expression
     */
    static Expression parse(String text) {
        if (text.length() > LONGEST) {
            throw TemplateProblem.of("an expression is longer than " + LONGEST + " characters.");
        }
        ExpressionParser parser = new ExpressionParser(text.substring(0, text.length() - 1), 1);
        Expression expression = parser.expression();
        parser.space();
        if (parser.next < parser.text.length()) {
            throw parser.problem("is not expected here");
        }
        return expression;
    }

    private Expression expression() {
        depth++;
        if (depth > DEEPEST) {
            throw TemplateProblem.at(next, "the expression is more than " + DEEPEST + " deep.");
        }
        Expression expression = first();
        // Each of what follows holds what is before it, so that a long row of them is deep, too.
        int row = 0;
        while (true) {
            space();
            if (taken('.')) {
                space();
                int position = next;
                expression = new Expression.Member(expression, name(), position);
            } else if (taken('[')) {
                int position = next;
                expression = new Expression.Element(expression, expression(), position);
                require(']');
            } else {
                break;
            }
            row++;
            if (row > DEEPEST) {
                throw TemplateProblem.at(next, "more than " + DEEPEST + " members follow each other.");
            }
        }
        depth--;
        return expression;
    }

    private Expression first() {
        space();
        if (next >= text.length()) {
            throw TemplateProblem.at(next, "the expression ends where a value is expected.");
        }
        char character = text.charAt(next);
        if (character == '\'') {
            return new Expression.Literal(quoted());
        }
        if (character == '-' || isDigit(character)) {
            return new Expression.Literal(number());
        }
        if (isLetter(character)) {
            return call();
        }
        throw problem("is not expected here");
    }

    private JsonNode quoted() {
        int begun = next;
        next++;
        StringBuilder value = new StringBuilder();
        while (next < text.length()) {
            char character = text.charAt(next++);
            if (character != '\'') {
                value.append(character);
            } else if (next < text.length() && text.charAt(next) == '\'') {
                value.append('\'');
                next++;
            } else {
                return JsonNodeFactory.instance.textNode(value.toString());
            }
        }
        throw TemplateProblem.at(begun, "a text is not ended by a quote.");
    }

    private JsonNode number() {
        int begun = next;
        if (text.charAt(next) == '-') {
            next++;
        }
        int digits = next;
        while (next < text.length() && isDigit(text.charAt(next))) {
            next++;
        }
        if (next == digits || next - digits > MOST_DIGITS) {
            throw TemplateProblem.at(begun, "a whole number of at most " + MOST_DIGITS + " digits is expected.");
        }
        return JsonNodeFactory.instance.numberNode(Long.parseLong(text.substring(begun, next)));
    }

    private Expression call() {
        int position = next;
        StringBuilder name = new StringBuilder(name());
        space();
        // A function of the template's own has a namespace; none is known, and its whole name is said.
        while (taken('.')) {
            name.append('.').append(name());
            space();
        }
        Function function = Functions.named(name.toString())
                .orElseThrow(() -> TemplateProblem.at(
                        position,
                        "the template function '" + TemplateProblem.shown(name.toString()) + "' is not served."));
        require('(');
        List<Expression> arguments = new ArrayList<>();
        space();
        if (!taken(')')) {
            do {
                arguments.add(expression());
                space();
            } while (taken(','));
            require(')');
        }
        if (arguments.size() < function.fewest() || arguments.size() > function.most()) {
            throw TemplateProblem.at(
                    position,
                    "the template function '" + function.name() + "' takes " + function.counted() + ", and has "
                            + arguments.size() + ".");
        }
        return new Expression.Call(function, arguments, position);
    }

    private String name() {
        int begun = next;
        while (next < text.length() && (isLetter(text.charAt(next)) || isDigit(text.charAt(next)))) {
            next++;
        }
        if (next == begun) {
            throw next < text.length()
                    ? problem("is not expected where a name is")
                    : TemplateProblem.at(next, "the expression ends where a name is expected.");
        }
        return text.substring(begun, next);
    }

    private void require(char expected) {
        space();
        if (!taken(expected)) {
            throw next < text.length()
                    ? problem("is not expected here, but '" + expected + "'")
                    : TemplateProblem.at(next, "the expression ends where '" + expected + "' is expected.");
        }
    }

    private boolean taken(char expected) {
        if (next < text.length() && text.charAt(next) == expected) {
            next++;
            return true;
        }
        return false;
    }

    private void space() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
    }

    private RuntimeException problem(String what) {
        String character = TemplateProblem.shown(Character.toString(text.codePointAt(next)));
        return TemplateProblem.at(next, "'" + character + "' " + what + ".");
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || character == '_'
                || character == '$';
    }
}
