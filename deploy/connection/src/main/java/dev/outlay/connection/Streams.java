package dev.outlay.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a connection of HTTP/2. The other side says of each how much of an answer it takes: one of which it takes nothing is given up, and so is a connection on which nothing is asked,
 * whatever else is sent to keep it.
 */
final class Streams {

    private static final int FRAME_HEADER = 9;
    private static final int TYPE = 3;
    private static final byte DATA = 0;
    private static final int STREAM = 5;

    private final ChannelHandlerContext context;
    private final Http2ConnectionHandler http2;
    private final Patience patience;
    private int lastAsked;
    private @Nullable ScheduledFuture<?> next;
    /** Streams that had something to be sent when they were looked at. */
    private Set<Integer> waiting = Set.of();
    /** Those of them of which some has been sent since. */
    private final Set<Integer> moved = new HashSet<>();

    Streams(ChannelHandlerContext context, Patience patience) {
        this.context = context;
        this.http2 = (Http2ConnectionHandler) context.handler();
        this.patience = patience;
        lookLater();
    }

    /** To be told of every part that is written: the header of a frame is one of its own where data follow. */
    void written(ByteBuf frame) {
        int start = frame.readerIndex();
        if (!waiting.isEmpty() && frame.readableBytes() == FRAME_HEADER && frame.getByte(start + TYPE) == DATA) {
            int stream = frame.getInt(start + STREAM) & Integer.MAX_VALUE;
            if (waiting.contains(stream)) {
                moved.add(stream);
            }
        }
    }

    private void lookLater() {
        next = context.executor().schedule(this::look, patience.stall().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When the connection is closed. */
    void stop() {
        ScheduledFuture<?> known = next;
        if (known != null) {
            known.cancel(false);
        }
    }

    /** Whether something is asked that has no answer yet. */
    boolean isServing() {
        return http2.connection().numActiveStreams() > 0;
    }

    private void look() {
        if (!context.channel().isActive() || context.isRemoved()) {
            return;
        }
        Http2Connection connection = http2.connection();
        int asked = connection.remote().lastStreamCreated();
        if (connection.numActiveStreams() == 0 && asked == lastAsked) {
            // From behind, so that the other side is told that it was not a fault of a request.
            context.channel().close();
            return;
        }
        lastAsked = asked;
        giveUp(stalled(connection));
        moved.clear();
        lookLater();
    }

    private List<Integer> stalled(Http2Connection connection) {
        Http2RemoteFlowController sending = http2.encoder().flowController();
        List<Integer> stalled = new ArrayList<>();
        List<Integer> still = new ArrayList<>();
        Set<Integer> now = new HashSet<>();
        try {
            connection.forEachActiveStream((Http2Stream stream) -> {
                if (sending.hasFlowControlled(stream)) {
                    now.add(stream.id());
                    if (waiting.contains(stream.id()) && !moved.contains(stream.id())) {
                        still.add(stream.id());
                        if (sending.windowSize(stream) <= 0) {
                            stalled.add(stream.id());
                        }
                    }
                }
                return true;
            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException("looking at a stream does not fail", impossible);
        }
        waiting = now;
        // One of which more would be taken waits for the others of its connection, unless none of them is to blame and
        // nothing of any is taken.
        return stalled.isEmpty() && moved.isEmpty() ? still : stalled;
    }

    private void giveUp(List<Integer> streams) {
        streams.forEach(stream -> http2.resetStream(context, stream, Http2Error.CANCEL.code(), context.newPromise()));
        if (!streams.isEmpty()) {
            context.flush();
        }
    }
}
