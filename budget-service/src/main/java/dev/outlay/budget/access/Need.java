package dev.outlay.budget.access;

/** What a route needs of a principal; each route declares one. */
public enum Need {
    /** See cost, budgets and alerts of the scope. */
    READ,
    /** Change budgets of the scope. */
    WRITE,
    /** See and change role assignments of a subscription or resource group. */
    ASSIGN,
    /** Be a Global admin or Admin agent of the partner, whatever the scope. */
    ADMINISTER,
    /** Have a valid token: to read what the API is like, and what is forwarded, since the service behind the front door decides the rest. */
    SIGNED_IN,
    /** Nothing of the principal, whom nobody asks for: a link that this service has sealed, for one object and until a time. */
    SIGNED_LINK,
    /** Nothing of anybody: what a client has to know before it can get a token, and nothing that anybody has. */
    PUBLIC
}
