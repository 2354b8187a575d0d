package dev.outlay.ingest.http;

import org.jspecify.annotations.Nullable;

/**
 * A refusal as the client sees it.
 *
 * @param code a word that clients may depend on
 * @param message what is wrong and what to do
 * @param retryAfterSeconds when to come again, or null where coming again does not help
 */
public record ApiError(
        int status, String code, String message, @Nullable Integer retryAfterSeconds) {

    /** A refusal that repeating does not change. */
    public static ApiError of(int status, String code, String message) {
        return new ApiError(status, code, message, null);
    }

    /** A refusal that passes. */
    public static ApiError later(int status, String code, String message, int retryAfterSeconds) {
        return new ApiError(status, code, message, retryAfterSeconds);
    }

    static ApiError ofStatus(int status) {
        return switch (status) {
            case 400 -> of(400, "BadRequest", "The request cannot be read as HTTP.");
            case 404 -> of(404, "NotFound", "There is nothing at this address.");
            case 405 -> of(405, "MethodNotAllowed", "This address does not take that method.");
            case 408 -> of(408, "RequestTimeout", "The body did not arrive in time.");
            case 413 -> of(413, "PayloadTooLarge", "The request is too large.");
            case 414 -> of(414, "UriTooLong", "The address is too long.");
            case 415 -> of(415, "UnsupportedMediaType", "That content type is not taken here.");
            case 431 -> of(431, "HeadersTooLarge", "The headers are too large.");
            default ->
                status >= 400 && status < 500
                        ? of(status, "BadRequest", "The request cannot be served.")
                        : of(
                                500,
                                "InternalError",
                                "Something failed here; the log says what. The request may be repeated.");
        };
    }
}
