package dev.outlay.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of HTTP come in. Sees which version of it they speak and has that looked after: Vert.x prepares for HTTP/1 or HTTP/2 with the first bytes
 * alone; where it goes over to HTTP/2 later, this begins anew.
 */
final class Entrance extends ChannelDuplexHandler {

    private final Patience patience;
    private boolean isBegun;
    private @Nullable Heads heads;
    private @Nullable Streams streams;

    Entrance(Patience patience) {
        this.patience = patience;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        boolean isFirst = heads == null && streams == null;
        if (isFirst) {
            limitBeginning(context);
            // One by one, so that none of a request has gone by before there is somebody to look at it.
            while (bytes.isReadable() && context.pipeline().get(Http1xOrH2CHandler.class) != null) {
                context.fireChannelRead(bytes.readRetainedSlice(1));
            }
        }
        lookAfter(context);
        Heads known = heads;
        if (known == null) {
            context.fireChannelRead(bytes);
            return;
        }
        boolean isBetween = isFirst || known.isAwaited();
        long before = known.begun();
        context.fireChannelRead(bytes);
        if (isBetween && known.begun() == before) {
            known.begin();
        }
    }

    /** Whoever does not even say which version it speaks. */
    private void limitBeginning(ChannelHandlerContext context) {
        if (!isBegun) {
            isBegun = true;
            context.executor()
                    .schedule(
                            () -> {
                                if (context.pipeline().get(Http1xOrH2CHandler.class) != null) {
                                    context.close();
                                }
                            },
                            patience.head().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void lookAfter(ChannelHandlerContext context) {
        if (heads != null || streams != null) {
            return;
        }
        ChannelPipeline pipeline = context.pipeline();
        ChannelHandlerContext http2 = pipeline.context(Http2ConnectionHandler.class);
        if (http2 != null) {
            streams = new Streams(http2, patience);
        } else if (pipeline.get(HttpRequestDecoder.class) != null) {
            Heads added = new Heads(patience);
            // Behind the watch for idleness, so that it can be told when that is none.
            pipeline.addAfter(nameOf(pipeline, IdleStateHandler.class, HttpResponseEncoder.class), null, added);
            heads = added;
        }
    }

    private static String nameOf(
            ChannelPipeline pipeline, Class<? extends ChannelHandler> first, Class<? extends ChannelHandler> second) {
        ChannelHandlerContext found = pipeline.context(first);
        return (found == null ? pipeline.context(second) : found).name();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        Streams known = streams;
        if (known != null && message instanceof ByteBuf frame) {
            known.written(frame);
        }
        context.write(message, promise);
    }
}
