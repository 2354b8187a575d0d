package dev.outlay.e2e.access;

/**
 * What is kept at a place before anybody asks, by name.
 *
 * @param budget also the name of a view and, at a subscription or resource group, of a deployment
 * @param group an action group; where none can be, the name of one that could
 */
record Things(String budget, String alert, String group, String assignment) {}
