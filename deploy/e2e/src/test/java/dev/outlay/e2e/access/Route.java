package dev.outlay.e2e.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/**
 * A line of {@code deploy/contracts/routes.tsv}, which each service's own tests compare with what it answers.
 *
 * @param path with names in braces
 * @param decision what the service itself says that it asks for
 */
record Route(String service, String method, String path, String decision) {

    private static final String PROVIDERS = "/providers/";

    static List<Route> listed() {
        try {
            return Files.readAllLines(Repository.file("deploy/contracts/routes.tsv")).stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(columns -> new Route(columns[0], columns[1], columns[2], columns[3]))
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    boolean isGet() {
        return method.equals("GET");
    }

    /** The type of what it is about: of several below each other, the last. */
    String family() {
        List<String> words = Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty() && !segment.startsWith("{"))
                .toList();
        return path.startsWith("/v1/")
                ? words.get(1)
                : words.stream()
                        .filter(word -> !word.equals("default"))
                        .reduce((first, second) -> second)
                        .orElseThrow();
    }

    /** The kind of scope that it is about. */
    Place.Kind kind() {
        if (path.contains("{managementGroup}")) {
            return Place.Kind.MANAGEMENT_GROUP;
        }
        return path.contains("{group}")
                ? Place.Kind.GROUP
                : path.contains("{subscription}")
                        ? Place.Kind.SUBSCRIPTION
                        : path.contains("{customer}")
                                ? Place.Kind.CUSTOMER
                                : path.contains("{profile}")
                                        ? Place.Kind.PROFILE
                                        : path.contains("{account}") ? Place.Kind.ACCOUNT : Place.Kind.NONE;
    }

    /** Where it can be asked. */
    List<Place> places() {
        return Place.of(kind()).stream()
                .filter(place -> !place.isOfThings() || isOfAThing())
                .toList();
    }

    /** Whether it names one budget, shared view, alert, action group or deployment, or is about what is below one. */
    boolean isOfAThing() {
        return path.endsWith("{budget}")
                || path.endsWith("{alert}")
                || path.contains("{actionGroup}")
                || (isOfADeployment() && kind() != Place.Kind.NONE)
                || (path.endsWith("{view}") && !isOfTheCaller());
    }

    /** Whether it names a deployment, or is about what is below one. */
    boolean isOfADeployment() {
        return path.contains("{deployment}");
    }

    /** Whether it is about price sheets, or what became of a file of one. */
    boolean isOfPrices() {
        return path.contains("/pricesheet")
                || (family().equals("operationResults") && provider().equals("Microsoft.CostManagement"));
    }

    /** Whether it is about what is below one invoice. */
    boolean isOfAnInvoice() {
        return path.contains("/invoices/{invoice}/");
    }

    /** Whether it is about customers' cost-visibility policies. */
    boolean isOfPolicies() {
        return path.contains("/policies/");
    }

    /** Whether it is about what nobody but whoever asks has: views outside of any scope. */
    boolean isOfTheCaller() {
        return family().equals("views") && kind() == Place.Kind.NONE;
    }

    /** Whether it is about the subscriptions that the caller has a right at. */
    boolean isOfSubscriptions() {
        return path.equals("/subscriptions") || path.equals("/subscriptions/{subscription}");
    }

    /** Whether it is about resource groups themselves, as resources. */
    boolean isOfResourceGroups() {
        return family().equals("resourceGroups") || family().equals("resources");
    }

    /** Whether it is about one of them, or about what is in it. */
    boolean isOfOneResourceGroup() {
        return isOfResourceGroups() && kind() == Place.Kind.GROUP;
    }

    /** Whether a resource group goes with it. */
    boolean deletesAResourceGroup() {
        return isOfOneResourceGroup() && method.equals("DELETE");
    }

    /** Whether it is about resource providers themselves. */
    boolean isOfProviders() {
        return path.endsWith("/providers") || path.contains("/{provider}");
    }

    /** Whether it is about a customer, by way of a billing profile. */
    boolean isThroughAProfile() {
        return path.contains("{profile}/customers/{customer}");
    }

    /** Whether it names something that has to be there to be seen; a list of nothing is a list. */
    boolean isOfOne() {
        if (family().equals("silences") && !path.contains("{silence}")) {
            return false; // They are listed behind the scope.
        }
        return path.endsWith("}") || path.endsWith("/default");
    }

    /** Who answers, which the version goes with: a provider namespace; empty outside ARM. */
    String provider() {
        if (path.startsWith("/metadata/")) {
            return "metadata"; // Resource Manager itself, which has versions and no namespace.
        }
        if (path.equals("/tenants") || isOfSubscriptions() || isOfProviders() || isOfResourceGroups()) {
            return "Microsoft.Resources"; // Which no path of it names.
        }
        int last = path.lastIndexOf(PROVIDERS);
        return last < 0 ? "" : path.substring(last + PROVIDERS.length()).split("/", 2)[0];
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
