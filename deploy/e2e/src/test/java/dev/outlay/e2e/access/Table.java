package dev.outlay.e2e.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what was answered as the page {@code docs/access-matrix.md}. */
final class Table {

    private static final Set<Right> OF_NOBODY = EnumSet.of(Right.SIGNED_LINK, Right.PUBLIC);
    private static final Map<String, List<Place.Kind>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put(
                "Billing scopes, management groups and operations",
                List.of(
                        Place.Kind.ACCOUNT,
                        Place.Kind.PROFILE,
                        Place.Kind.CUSTOMER,
                        Place.Kind.MANAGEMENT_GROUP,
                        Place.Kind.NONE));
        PARTS.put("Subscriptions", List.of(Place.Kind.SUBSCRIPTION));
        PARTS.put("Resource groups", List.of(Place.Kind.GROUP));
    }

    private final List<Route> routes;
    private final List<Somebody> everybody;
    private final Map<Entry, List<Cell.Asked>> asked;
    private final int cells;

    /** An entry of the table. */
    private record Entry(Somebody who, Policy policy, Place place) {}

    /** A row: somebody, with whatever role, under a policy, and what each column says. */
    private record Row(String who, String policy, List<String> entries) {}

    Table(List<Route> routes, List<Somebody> everybody, List<Cell.Asked> asked) {
        this.routes = routes;
        this.everybody = everybody;
        this.asked = asked.stream().collect(Collectors.groupingBy(Table::entry));
        this.cells = asked.size();
    }

    private static Entry entry(Cell.Asked each) {
        return new Entry(
                each.cell().who(), each.cell().house().policy(), each.cell().place());
    }

    String markdown() {
        StringBuilder page = new StringBuilder(introduction());
        PARTS.forEach((title, kinds) -> {
            page.append("## ").append(title).append("\n\n");
            append(page, kinds.stream().flatMap(kind -> Place.of(kind).stream()).toList());
        });
        return page.append("## Routes\n\n").append(families()).toString();
    }

    private String introduction() {
        return String.format(Locale.ROOT, """
            # Who may do what

            Made by `AccessMatrixTest` (deploy/e2e) from the answers of the running system: %,d requests, each of %d people on each of %d routes at each place
            where the route can be asked, under both cost-visibility policies where one can matter. The test compares every answer with what the system promises; this page is compared
            with the answers. To write it again: `mvn verify -Dtest=AccessMatrixTest -Dsurefire.failIfNoSpecifiedTests=false -Daccess.matrix.write=true`.

            The routes are those of [deploy/contracts/routes.tsv](../deploy/contracts/routes.tsv). Each service finds its own by itself and fails its build when one
            is not listed there.

            | letter | right |
            |---|---|
            | r | see cost, budgets, alerts, action groups, silences and resource groups |
            | w | change budgets, dismiss alerts, change and delete action groups, test receivers, make and end silences |
            | o | make action groups, which belong to the owner of the subscription |
            | v | see role assignments |
            | a | make and delete role assignments, make, change and delete roles |
            | d | see deployments of templates, and what became of them; see what a resource group holds |
            | D | deploy templates, have them looked at, have deployments cancelled or forgotten; make, change and delete resource groups |
            | A | see and change what concerns the partner: accounts, profiles, customers, policies, invoices, products, transactions, prices, what is in management groups, the directory, the audit, exchange rates, reconciliation, recounts, ledger, deliveries, suppressed addresses, recipients of mail, all silences, webhooks |
            | P | send cost, and see imports |
            | s | read the descriptions of the APIs, which roles are built in, and which subscriptions and which tenant are the caller's, and which resource providers are answered |
            | l | do what a signed link is for: the link decides and no token does; here nobody's link is ours |
            | p | read where clients get their tokens: said to anybody, and no token is looked at |
            | · | 403 `AuthorizationFailed` |
            | 401 | 401 `AuthenticationFailed`, `InvalidAuthenticationToken` or `ExpiredAuthenticationToken` |

            A letter stands where every route of that right lets in. Whoever is let in at something that is not there is told so (404) or shown an empty list; at what
            another customer left or keeps in a moved subscription, the same.

            """, cells, everybody.size(), routes.size());
    }

    private void append(StringBuilder page, List<Place> places) {
        List<Row> rows = rows(places);
        Map<List<String>, List<String>> columns = new LinkedHashMap<>();
        for (int column = 0; column < places.size(); column++) {
            int at = column;
            columns.computeIfAbsent(
                            rows.stream().map(row -> row.entries().get(at)).toList(), unused -> new ArrayList<>())
                    .add(places.get(column).title());
        }
        line(
                page,
                Stream.concat(
                        Stream.of("who", "policy"),
                        columns.values().stream().map(titles -> String.join("; ", titles))));
        line(
                page,
                Stream.concat(Stream.of("---", "---"), columns.keySet().stream().map(column -> "---")));
        for (int number = 0; number < rows.size(); number++) {
            int at = number;
            line(
                    page,
                    Stream.concat(
                            Stream.of(rows.get(at).who(), rows.get(at).policy()),
                            columns.keySet().stream().map(column -> column.get(at))));
        }
        page.append('\n');
    }

    /** One row for roles that make no difference. */
    private List<Row> rows(List<Place> places) {
        Map<Row, List<String>> roles = new LinkedHashMap<>();
        for (Somebody who : everybody) {
            for (Row row : rows(who, places)) {
                List<String> same = roles.computeIfAbsent(row, unused -> new ArrayList<>());
                String role = who.assigned();
                if (role != null) {
                    same.add(role);
                }
            }
        }
        List<String> titles =
                everybody.stream().map(Somebody::titleOfAnyRole).distinct().toList();
        return roles.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Row, List<String>> row) ->
                                titles.indexOf(row.getKey().who()))
                        .thenComparing(row -> row.getKey().policy()))
                .map(same -> new Row(
                        same.getKey().who().replace("{role}", said(same.getValue())),
                        same.getKey().policy(),
                        same.getKey().entries()))
                .toList();
    }

    private static String said(List<String> roles) {
        return roles.containsAll(Somebody.ROLES) ? "whatever role" : String.join(" or ", roles);
    }

    /** One row where the policy makes no difference. */
    private List<Row> rows(Somebody who, List<Place> places) {
        List<Row> rows = Arrays.stream(Policy.values())
                .map(policy -> new Row(
                        who.titleOfAnyRole(),
                        policy.viewCharges(),
                        places.stream()
                                .map(place -> entry(answers(who, policy, place)))
                                .toList()))
                .toList();
        boolean same = rows.stream().map(Row::entries).distinct().count() == 1;
        return same
                ? List.of(
                        new Row(who.titleOfAnyRole(), "either", rows.getFirst().entries()))
                : rows;
    }

    /** What a policy could not change was asked under one of them. */
    private List<Cell.Asked> answers(Somebody who, Policy policy, Place place) {
        List<Cell.Asked> either = asked.getOrDefault(new Entry(who, Policy.ALLOWED, place), List.of());
        return asked.getOrDefault(new Entry(who, policy, place), either);
    }

    /** What a link opens, and what is said to anybody, has nothing to do with who it is. */
    private static String entry(List<Cell.Asked> all) {
        List<Cell.Asked> answers = all.stream()
                .filter(each -> !OF_NOBODY.contains(Right.of(each.cell().route())))
                .toList();
        if (answers.stream().allMatch(each -> each.answer().status() == 401)) {
            return "401";
        }
        StringBuilder letters = new StringBuilder();
        for (Right right : Right.values()) {
            List<Cell.Asked> ofRight = answers.stream()
                    .filter(each -> Right.of(each.cell().route()) == right)
                    .toList();
            if (!ofRight.isEmpty() && ofRight.stream().allMatch(Cell.Asked::isLetIn)) {
                letters.append(right.letter());
            }
        }
        return letters.isEmpty() ? "·" : letters.toString();
    }

    private static void line(StringBuilder page, Stream<String> entries) {
        page.append(entries.collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** The routes, those of several scopes together. */
    private String families() {
        Map<String, Set<String>> scopes = new LinkedHashMap<>();
        Map<String, Map<String, String>> methods = new LinkedHashMap<>();
        for (Route route : routes) {
            String path = withoutScope(route);
            scopes.computeIfAbsent(path, unused -> new LinkedHashSet<>())
                    .add(route.kind().title());
            methods.computeIfAbsent(path, unused -> new TreeMap<>())
                    .put(route.method(), Right.of(route).letter());
        }
        StringBuilder lines = new StringBuilder("| path | methods and rights | scopes |\n|---|---|---|\n");
        scopes.forEach((path, at) -> line(
                lines,
                Stream.of(
                        "`" + path + "`",
                        methods.getOrDefault(path, Map.of()).entrySet().stream()
                                .map(method -> method.getKey() + " " + method.getValue())
                                .collect(Collectors.joining(", ")),
                        String.join(", ", at))));
        return lines.toString();
    }

    private static String withoutScope(Route route) {
        int provider = route.path().lastIndexOf("/providers/");
        return provider > 0 ? "{scope}" + route.path().substring(provider) : route.path();
    }
}
