package dev.outlay.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ContentsTest {

    @Test
    void everyComponentHasALineWithItsLicences() throws IOException {
        assertThat(Contents.licences(new ObjectMapper().readTree("""
                        {"components":[
                          {"group":"org.b","name":"two","version":"2","licenses":[{"license":{"id":"MIT"}},{"license":{"name":"Own words"}}]},
                          {"group":"org.a","name":"one","version":"1.0","licenses":[{"expression":"Apache-2.0 OR MIT"}]},
                          {"group":"org.c","name":"three","version":"3"}]}"""))).isEqualTo("""
                        org.a:one 1.0  Apache-2.0 OR MIT
                        org.b:two 2  MIT, Own words
                        org.c:three 3  (says none)
                        """);
    }
}
