package dev.outlay.budget.refusal;

import java.util.List;

/**
 * A request that cannot be fulfilled, as its sender is told.
 *
 * @param status HTTP status, 400 to 503
 * @param code Azure's word for it
 * @param message says what to do
 */
public record Refusal(int status, String code, String message) {

    /** The status of a request that did not arrive in time. */
    public static final int TOO_SLOW = 408;

    /** A body that breaks rules; all of them in one message, under the code that Azure's budgets use. */
    public static Refusal ofBudget(List<String> problems) {
        return new Refusal(400, "400", String.join(" ", problems));
    }

    /** A body, header or parameter that cannot be understood. */
    public static Refusal badRequest(String message) {
        return new Refusal(400, "BadRequest", message);
    }

    /** A body that is not the JSON that it should be. */
    public static Refusal badContent(String message) {
        return new Refusal(400, "InvalidRequestContent", message);
    }

    public static Refusal notFound(String code, String message) {
        return new Refusal(404, code, message);
    }

    /** The same, to leave a pipeline with. */
    public RefusedException exception() {
        return new RefusedException(this);
    }
}
