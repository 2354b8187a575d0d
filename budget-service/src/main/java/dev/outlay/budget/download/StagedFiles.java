package dev.outlay.budget.download;

import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.details.DetailQuestionJson;
import dev.outlay.budget.scope.Place;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Files of usage details that are to be put somewhere else once they are whole. They are written as all others are, as of one instant and part by part, but are nobody's: no link leads to one, and whether anybody may have it is
 * decided where it is put.
 */
@ApplicationScoped
public class StagedFiles {

    /** Begins what no token names, as a principal of its own for each file: whoever has reports of their own waits for none of these. */
    private static final String NOBODYS = "\nstaged ";

    private final CostFileConfig config;
    private final CostFileWriting writing;

    StagedFiles(CostFileConfig config, CostFileWriting writing) {
        this.config = config;
        this.writing = writing;
    }

    /** Asks for a file with the newest columns of its scope; returns its id. It is gone after a day, whatever became of it. */
    public Uni<UUID> ask(Mutiny.StatelessSession session, Place place, DetailQuestion question) {
        UUID id = UUID.randomUUID();
        CostFileTable.New file = new CostFileTable.New(
                id,
                place.id(),
                place.scope().armId(),
                FileKind.USAGE_DETAILS,
                DetailQuestionJson.write(question),
                "{}",
                CostFileLayout.newest(place.scope().kind().priceView()).code(),
                NOBODYS + id,
                "",
                Set.of());
        return CostFileTable.add(session, file, config.keep(), 1).replaceWith(id);
    }

    /** Once what asked for it is committed. */
    public void wake() {
        writing.wake();
    }

    /** A file that is kept still. */
    public Uni<Optional<CostFile>> find(Mutiny.StatelessSession session, UUID id) {
        return CostFileTable.find(session, id);
    }

    /** A part of a file, as gzip, of which several in a row are one as well; empty where it is gone. */
    public Uni<Optional<byte[]>> part(Mutiny.StatelessSession session, UUID id, int number) {
        return CostFileTable.chunk(session, id, number);
    }

    /** Removes a file that is not needed any more. */
    public Uni<Void> remove(Mutiny.StatelessSession session, UUID id) {
        return CostFileTable.remove(session, id);
    }
}
