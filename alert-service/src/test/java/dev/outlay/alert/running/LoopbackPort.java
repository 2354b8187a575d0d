package dev.outlay.alert.running;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A port of 127.0.0.2 at which a program listens that a test has started. */
record LoopbackPort(int number) {

    static LoopbackPort free() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new LoopbackPort(socket.getLocalPort());
        }
    }

    /** Whether somebody listens there. */
    boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.2", number), 1000);
            return true;
        } catch (Exception notYet) {
            return false;
        }
    }

    /** The first line of the answer to a message with these headers. */
    String said(String headers) throws Exception {
        try (Socket socket = new Socket("127.0.0.2", number)) {
            socket.setSoTimeout(10_000);
            String request = "POST /hook HTTP/1.1\r\n" + headers + "\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            return Objects.requireNonNullElse(answer.readLine(), "nothing");
        }
    }
}
