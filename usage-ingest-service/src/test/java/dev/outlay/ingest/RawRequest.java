package dev.outlay.ingest;

import dev.outlay.local.Persona;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A POST of the partner's Global admin over a socket of its own: sent as slowly as wanted, and cut off at any byte. */
final class RawRequest implements Closeable {
    private final Socket socket;

    /** Connects and sends the headers. */
    RawRequest(URI address, String path, String type, int bodyBytes) throws IOException {
        this.socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        send("POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + RunningParts.token(Persona.GLOBAL_ADMIN) + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                + bodyBytes + "\r\n\r\n");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    boolean isAnswered() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** What comes first of the answer, its status line and headers at least. */
    String answer() throws IOException {
        InputStream input = socket.getInputStream();
        byte[] answer = new byte[4096];
        int length = Math.max(input.read(answer), 0);
        return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** All of the answer, when the other side has closed the connection after it. */
    String wholeAnswer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Goes away without a farewell: the other side sees a connection reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
