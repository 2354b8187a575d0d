package dev.outlay.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Next to the socket: whoever takes nothing of what it is sent is cut off. A look costs nothing where everything goes out at once, which is nearly always.
 */
final class Sending extends ChannelDuplexHandler {

    private final Patience patience;
    private boolean isHttpLookedFor = true;
    private boolean isWatched;
    private long writes;
    private @Nullable Gone last;
    private @Nullable ScheduledFuture<?> next;

    /** How much has gone out; equal when nothing has in between. */
    private record Gone(long writes, long bytesOfNext) {}

    Sending(Patience patience) {
        this.patience = patience;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ScheduledFuture<?> known = next;
        if (known != null) {
            known.cancel(false);
        }
        context.fireChannelInactive();
    }

    /** With the first bytes it is known whether they are encrypted, and HTTP is where they no longer are. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isHttpLookedFor) {
            isHttpLookedFor = false;
            ChannelPipeline pipeline = context.pipeline();
            ChannelHandlerContext tls = pipeline.context(SslHandler.class);
            pipeline.addAfter((tls == null ? context : tls).name(), null, new Entrance(patience));
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        writes++;
        context.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        ChannelOutboundBuffer waiting = waiting(context.channel());
        if (!isWatched && waiting != null && !waiting.isEmpty()) {
            isWatched = true;
            last = gone(waiting);
            lookLater(context);
        }
    }

    private void lookLater(ChannelHandlerContext context) {
        next = context.executor().schedule(() -> look(context), patience.stall().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext context) {
        ChannelOutboundBuffer waiting = waiting(context.channel());
        if (waiting == null || waiting.isEmpty() || context.isRemoved()) {
            isWatched = false;
            return;
        }
        Gone now = gone(waiting);
        if (now.equals(last)) {
            context.close();
            return;
        }
        last = now;
        lookLater(context);
    }

    private Gone gone(ChannelOutboundBuffer waiting) {
        return new Gone(writes - waiting.size(), waiting.currentProgress());
    }

    /** Null once the connection is closed. */
    private static @Nullable ChannelOutboundBuffer waiting(Channel channel) {
        return channel.unsafe().outboundBuffer();
    }
}
