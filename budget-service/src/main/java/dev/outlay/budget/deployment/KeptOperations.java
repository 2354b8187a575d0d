package dev.outlay.budget.deployment;

/**
 * What was done of a deployment.
 *
 * @param name of the deployment, as it was deployed
 * @param operations JSON: an array of what was done, in order
 */
public record KeptOperations(String name, String operations) {}
