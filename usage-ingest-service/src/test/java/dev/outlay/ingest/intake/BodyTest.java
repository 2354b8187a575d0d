package dev.outlay.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private static final int LIMIT = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, 4097, 65_536, 70_001, 300_000})
    void whatIsReadIsWhatArrivedHoweverItWasCut(int chunk) throws IOException {
        byte[] bytes = bytes(300_000);
        Buffer sent = Buffer.buffer(bytes);

        Body body = new Body();
        for (int at = 0; at < bytes.length; at += chunk) {
            body.append(sent.slice(at, Math.min(bytes.length, at + chunk)));
        }

        assertThat(body.length()).isEqualTo(bytes.length);
        assertThat(body.stream().readAllBytes()).isEqualTo(bytes);
        assertThat(body.stream().readAllBytes()).as("a second time").isEqualTo(bytes);
    }

    @Test
    void noBytesAreABody() throws IOException {
        Body body = new Body();
        body.append(Buffer.buffer());

        assertThat(body.length()).isZero();
        assertThat(body.stream().read()).isEqualTo(-1);
    }

    @Test
    void membersOfGzipThatFollowEachOtherAreOneBody() throws IOException, MalformedBody {
        byte[] bytes = bytes(200_000);
        Body compressed = Body.of(gzip(bytes));
        compressed.append(Buffer.buffer(gzip(bytes)));

        assertThat(compressed.gunzipped(LIMIT).length()).isEqualTo(2 * bytes.length);
    }

    @Test
    void whatIsTooLargeAfterDecompressionIsRefusedBeforeItIsAllInMemory() throws IOException, MalformedBody {
        assertThat(Body.of(gzip(new byte[LIMIT])).gunzipped(LIMIT).length()).isEqualTo(LIMIT);
        assertThatThrownBy(() -> Body.of(gzip(new byte[LIMIT + 1])).gunzipped(LIMIT))
                .isInstanceOfSatisfying(MalformedBody.class, tooLarge -> assertThat(tooLarge.status())
                        .isEqualTo(413));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8190, 8191, 8192, 65_535, 65_536, 100_000})
    void aByteThatIsNotUtf8IsFoundWhereverItIs(int at) throws IOException {
        byte[] bytes = "ß€😀".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.firstMalformedByte(Body.of(bytes).stream())).isEqualTo(-1);

        int start = at - at % 9; // no character is cut off by the wrong byte
        bytes[start] = (byte) 0xc0;

        assertThat(Utf8.firstMalformedByte(Body.of(bytes).stream())).isEqualTo(start);
    }

    @Test
    void aCharacterThatIsCutOffByTheEndIsNotUtf8() throws IOException {
        byte[] bytes = "x".repeat(8190).concat("€").getBytes(StandardCharsets.UTF_8);

        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);

        assertThat(Utf8.firstMalformedByte(Body.of(cut).stream())).isEqualTo(8190);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream output = new GZIPOutputStream(compressed)) {
            output.write(plain);
        }
        return compressed.toByteArray();
    }
}
