package dev.outlay.alert.arm;

import dev.outlay.alert.actiongroup.GroupsOfPlaceTable.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The value of {@code $skiptoken} in a list of action groups: a row's id, and the name of its group, after which the next page begins. */
final class GroupToken {

    /** Longer than any name that a token of ours holds. */
    private static final int LONGEST = 8_192;

    private static final int LENGTH_OF_AN_ID = 36;

    private GroupToken() {}

    static String write(Position position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((position.row() + position.name()).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a token; empty for what this service did not write. It opens nothing: what is listed after it is what the list shows anyway. */
    static Optional<Position> read(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)))
                    .toString();
            if (text.length() <= LENGTH_OF_AN_ID || text.indexOf('\0') >= 0) {
                return Optional.empty();
            }
            return Ids.read(text.substring(0, LENGTH_OF_AN_ID))
                    .map(row -> new Position(text.substring(LENGTH_OF_AN_ID), row));
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            return Optional.empty();
        }
    }
}
