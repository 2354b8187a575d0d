package dev.outlay.budget.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrentQuestionsTest {

    private final ConcurrentQuestions questions = new ConcurrentQuestions(2);
    private final List<UniEmitter<? super String>> open = new ArrayList<>();

    @Test
    void no_more_are_answered_at_a_time_than_may_be() {
        UniAssertSubscriber<String> first = ask();
        UniAssertSubscriber<String> second = ask();
        ask().assertFailedWith(BusyException.class);

        open.get(0).complete("answer");
        first.assertItem("answer");
        UniAssertSubscriber<String> third = ask();
        ask().assertFailedWith(BusyException.class);

        open.get(1).fail(new IllegalStateException());
        second.assertFailedWith(IllegalStateException.class);
        third.cancel();
        ask();
        ask();
        ask().assertFailedWith(BusyException.class);
        assertThat(open).as("whoever was turned away was never begun").hasSize(5);
    }

    @Test
    void a_question_that_cannot_even_be_begun_takes_no_place() {
        for (int i = 0; i < 5; i++) {
            questions
                    .<String>answer(() -> {
                        throw new IllegalArgumentException();
                    })
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .assertFailedWith(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new ConcurrentQuestions(0)).hasMessageContaining("outlay.analysis.at-once");
    }

    private UniAssertSubscriber<String> ask() {
        return questions
                .answer(() -> Uni.createFrom().<String>emitter(open::add))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
