package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that was followed to its end, as a Global admin.
 *
 * @param names of what is on each page
 * @param total as the first page says it; null where it does not
 */
record ListedPages(List<List<String>> names, @Nullable Long total) {

    /** More pages than any list of a test has. */
    private static final int MOST = 200;

    /** @param between done before each page but the first one, with the number of those before */
    static ListedPages follow(String first, Between between) {
        List<List<String>> pages = new ArrayList<>();
        Long total = null;
        String next = first;
        while (next != null) {
            assertThat(pages).as(first).hasSizeLessThan(MOST);
            if (!pages.isEmpty()) {
                between.done(pages.size());
            }
            JsonPath page = answered(next);
            assertThat(page.getMap("")).as(next).containsKey("nextLink");
            pages.add(page.getList("value.name"));
            total = total == null && page.get("totalCount") != null ? (Long) page.getLong("totalCount") : total;
            next = page.getString("nextLink");
            assertThat(next == null || next.startsWith("http://")).as(next).isTrue();
        }
        return new ListedPages(pages, total);
    }

    static ListedPages follow(String first) {
        return follow(first, pages -> {});
    }

    /** One page, which is there. */
    static JsonPath answered(String target) {
        Response page = get(GLOBAL_ADMIN, target);
        assertThat(page.statusCode()).as(target + " " + page.asString()).isEqualTo(200);
        return page.jsonPath();
    }

    /** A part of a query: parameters and their values in turns. */
    static String query(String... parameters) {
        StringBuilder query = new StringBuilder();
        for (int index = 0; index < parameters.length; index += 2) {
            query.append('&')
                    .append(parameters[index])
                    .append('=')
                    .append(URLEncoder.encode(parameters[index + 1], StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    List<String> all() {
        return names.stream().flatMap(List::stream).toList();
    }

    /** What happens between two pages. */
    @FunctionalInterface
    interface Between {
        void done(int pages);
    }
}
