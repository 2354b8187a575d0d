package dev.outlay.openapi;

/** What has to become of a malformed request. */
public enum Expected {
    /** 4xx with the envelope, in a status that the operation documents. */
    REFUSED,
    /** The same; or success, where what was changed does no harm, or where nobody can tell without knowing the service. */
    REFUSED_OR_HARMLESS,
    /** 4xx with the envelope, in any status: it is no request to the documented operation any more. */
    REFUSED_ELSEWHERE,
    /** 4xx or success, in any status: it may be a request to another operation. */
    ELSEWHERE,
    /** It is not HTTP: 4xx, or the connection is closed. */
    NOT_HTTP
}
