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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of HTTP come in. Sees which version of it they speak and has that looked after: Vert.x prepares for HTTP/1 or HTTP/2 with the first bytes,
 * and by {@link Heads} none goes over from one to the other.
 */
final class Entrance extends ChannelDuplexHandler {

    private final Patience patience;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable Heads heads;
    private @Nullable Streams streams;

    Entrance(Patience patience) {
        this.patience = patience;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        boolean isFirst = heads == null && streams == null;
        boolean isBlank = isBlank(bytes);
        if (isFirst) {
            // One by one, so that none of a request has gone by before there is somebody to look at it.
            while (bytes.isReadable() && context.pipeline().get(Http1xOrH2CHandler.class) != null) {
                context.fireChannelRead(bytes.readRetainedSlice(1));
            }
        }
        lookAfter(context);
        limitBeginning(context);
        Heads known = heads;
        if (known == null) {
            context.fireChannelRead(bytes);
            return;
        }
        boolean isBetween = isFirst || known.isAwaited();
        long before = known.begun();
        context.fireChannelRead(bytes);
        if (isBetween && known.begun() == before) {
            known.begin(isBlank);
        }
    }

    /** Whoever does not even say which version it speaks. */
    private void limitBeginning(ChannelHandlerContext context) {
        boolean isUnknown = context.pipeline().get(Http1xOrH2CHandler.class) != null;
        if (isUnknown && deadline == null) {
            deadline = context.executor()
                    .schedule(() -> context.close(), patience.head().toMillis(), TimeUnit.MILLISECONDS);
        } else if (!isUnknown) {
            stopWaiting();
        }
    }

    private void stopWaiting() {
        ScheduledFuture<?> known = deadline;
        if (known != null) {
            known.cancel(false);
        }
    }

    private static boolean isBlank(ByteBuf bytes) {
        return bytes.forEachByte(each -> each == '\r' || each == '\n') < 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopWaiting();
        Streams known = streams;
        if (known != null) {
            known.stop();
        }
        context.fireChannelInactive();
    }

    private void lookAfter(ChannelHandlerContext context) {
        if (heads != null || streams != null) {
            return;
        }
        ChannelPipeline pipeline = context.pipeline();
        ChannelHandlerContext http2 = pipeline.context(Http2ConnectionHandler.class);
        if (http2 != null) {
            Streams added = new Streams(http2, patience);
            serve(pipeline, added::isServing);
            streams = added;
        } else if (pipeline.get(HttpRequestDecoder.class) != null) {
            Heads added = new Heads(patience);
            pipeline.addAfter(nameOf(pipeline, IdleStateHandler.class, HttpResponseEncoder.class), null, added);
            serve(pipeline, added::isServing);
            heads = added;
        }
    }

    /** Nobody watches for idleness where no time for it is set. */
    private static void serve(ChannelPipeline pipeline, BooleanSupplier isServing) {
        ChannelHandlerContext idle = pipeline.context(IdleStateHandler.class);
        if (idle != null) {
            pipeline.addAfter(idle.name(), null, new Served(isServing));
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
