package dev.outlay.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Behind the watch for idleness: while something is being served, nothing need move, however long that takes. Whether a body comes and an answer is taken is looked after elsewhere. Not for ever: whoever
 * is served for an hour in which nothing moves is forgotten by whoever serves it.
 */
final class Served extends ChannelDuplexHandler {

    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

    private final BooleanSupplier isServed;
    private long since;
    private boolean isStill;

    /** @param isServed whether a request has come that has no answer yet */
    Served(BooleanSupplier isServed) {
        this.isServed = isServed;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        isStill = false;
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        isStill = false;
        context.write(message, promise);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof IdleStateEvent) || !isServed.getAsBoolean()) {
            context.fireUserEventTriggered(event);
            return;
        }
        long now = System.nanoTime();
        if (!isStill) {
            isStill = true;
            since = now;
        }
        if (now - since > LONGEST) {
            context.fireUserEventTriggered(event);
        }
    }
}
