package dev.outlay.e2e.access;

import dev.outlay.e2e.running.Answer;

/** Somebody asks a route at a place. */
record Cell(House house, Somebody who, Route route, Place place) {

    /** What came of it. */
    record Asked(Cell cell, Question question, Answer answer, Expected expected) {

        boolean isLetIn() {
            return answer.status() != 401 && answer.status() != 403;
        }

        @Override
        public String toString() {
            return cell + " answers " + answer.status() + " instead of " + expected.statuses() + " " + expected.code()
                    + ": " + question.method() + " " + question.path() + " " + answer.body();
        }
    }

    /** Without a good token, and where nobody is known, there is no policy that could make a difference: that is asked once. */
    boolean isWorthAsking() {
        return house.policy() == Policy.ALLOWED || (who.credentials() == Somebody.Credentials.GOOD && place.isKnown());
    }

    /** Whether it is one of a house, asked by the one person of that title. */
    boolean isOf(House of, String title) {
        return house == of && who.title().equals(title);
    }

    Expected expected() {
        return Oracle.of(who, route, place, house.policy());
    }

    Asked ask(Things things, Question.Operations operations) {
        Expected expected = expected();
        Question question = Question.of(route, place, house, things, operations, intent(expected));
        if (route.deletesAResourceGroup() && expected.equals(Expected.there())) {
            house.makeGroup(who, place, question.path());
        }
        Answer answer =
                house.door(who).ask(question.method(), question.path(), question.contentType(), question.body());
        return new Asked(this, question, answer, expected);
    }

    /** What another customer has there is not spared: it must survive. */
    private Question.Intent intent(Expected expected) {
        if (!expected.isLetIn()) {
            return Question.Intent.REFUSED;
        }
        boolean makes = route.method().equals("PUT");
        boolean deletesItsOwn = route.method().equals("DELETE") && Oracle.sees(who.tenant(), route, place);
        return makes || deletesItsOwn ? Question.Intent.CHANGING : Question.Intent.LOOKING;
    }

    @Override
    public String toString() {
        return "[" + house + "] " + who.title() + ", " + place.title() + ", " + route;
    }
}
