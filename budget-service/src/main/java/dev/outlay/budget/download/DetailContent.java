package dev.outlay.budget.download;

import dev.outlay.budget.access.AccessConfig;
import dev.outlay.budget.details.DetailPosition;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.details.DetailQuestionJson;
import dev.outlay.budget.details.UsageDetails;
import dev.outlay.budget.scope.ScopeKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in a file of usage details. */
@ApplicationScoped
class DetailContent implements FileContent {

    private record Details(UsageDetails.Page page, CostFileLayout layout, String partnerTenant) implements Part {

        @Override
        public List<String> header() {
            return layout.header();
        }

        @Override
        public Stream<List<String>> cells() {
            return page.details().stream().map(detail -> layout.columns().stream()
                    .map(column -> column.cell(detail, partnerTenant))
                    .toList());
        }

        @Override
        public int rows() {
            return page.details().size();
        }

        @Override
        public @Nullable String next() {
            DetailPosition next = page.next();
            return next == null ? null : next.text();
        }
    }

    private final UsageDetails details;
    private final String partnerTenant;

    DetailContent(UsageDetails details, AccessConfig access) {
        this.details = details;
        this.partnerTenant = access.partnerTenant().orElse("");
    }

    @Override
    public Uni<Part> next(CostFileTable.Claimed file, int rows) {
        ScopeKind kind = ScopeKind.of(file.scopeKindCode());
        DetailQuestion question = DetailQuestionJson.read(file.question());
        CostFileLayout layout = CostFileLayout.of(file.layoutCode());
        String next = file.next();
        return (next == null
                        ? details.beginning()
                        : Uni.createFrom().item(DetailPosition.read(next).orElseThrow()))
                .chain(from -> details.some(file.place(), kind, question, from, rows))
                .map(page -> new Details(page, layout, partnerTenant));
    }
}
