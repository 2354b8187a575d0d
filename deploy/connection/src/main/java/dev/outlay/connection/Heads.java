package dev.outlay.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection of HTTP/1, as they are read, and their answers. What is no request is answered here, since nobody else would with an envelope; and a head that does not come to its
 * end is not waited for.
 */
final class Heads extends ChannelDuplexHandler {

    /** In which whoever is refused may read why, in milliseconds: what it goes on sending would otherwise have the answer thrown away. */
    private static final long FAREWELL = 2000;

    private final Patience patience;
    private @Nullable ChannelHandlerContext here;
    private long begun;
    private int unanswered;
    private boolean isAwaited = true;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean isBlank;
    private @Nullable Unreadable refused;
    /** Whether the sender of the last request waits to be asked for its body. */
    private boolean isUninvited;
    /** Whether an answer has begun to somebody who was not asked: whether its body comes nobody knows, so nothing after it can be understood. */
    private boolean isLast;

    Heads(Patience patience) {
        this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        here = context;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopWaiting();
    }

    /** How many heads have come. */
    long begun() {
        return begun;
    }

    /** Whether the next bytes are of a head. */
    boolean isAwaited() {
        return isAwaited;
    }

    /**
     * Some of a head has come, and not all of it.
     *
     * @param onlyBlank whether nothing but ends of lines has, which stand before a request without being one: who sends them for ever is cut off, and is told nothing that could be taken for an
     *     answer
     */
    void begin(boolean onlyBlank) {
        ChannelHandlerContext context = here;
        isBlank = onlyBlank && (deadline == null || isBlank);
        if (deadline == null && refused == null && context != null) {
            deadline = context.executor()
                    .schedule(() -> giveUp(context), patience.head().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void giveUp(ChannelHandlerContext context) {
        deadline = null;
        if (!context.channel().config().isAutoRead()) {
            // Nothing is being read, so its sender is not to blame.
            begin(isBlank);
        } else if (isBlank && unanswered == 0) {
            context.close();
        } else {
            refuse(context, Unreadable.TOO_SLOW);
        }
    }

    private void stopWaiting() {
        ScheduledFuture<?> known = deadline;
        if (known != null) {
            known.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused != null || isLast) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            begun++;
            isAwaited = false;
            stopWaiting();
            Unreadable reason = Unreadable.of(request).orElse(null);
            if (reason != null) {
                ReferenceCountUtil.release(message);
                refuse(context, reason);
                return;
            }
            unanswered++;
            isUninvited = HttpUtil.is100ContinueExpected(request);
            // HTTP/2 is spoken by whoever begins with it or agrees on it by TLS. A request that goes over to it would
            // be in neither version while its body comes.
            request.headers().remove(HttpHeaderNames.UPGRADE);
        }
        if (message instanceof LastHttpContent) {
            isAwaited = true;
            isUninvited = false;
        }
        context.fireChannelRead(message);
    }

    /** An answer is given when all of it has gone out, which may take as long as its receiver takes it. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            begin(response);
        }
        if (message instanceof LastHttpContent && !isInformation(message)) {
            context.write(message, promise.unvoid().addListener(gone -> answered(context)));
        } else {
            context.write(message, promise);
        }
    }

    private void begin(HttpResponse response) {
        if (isInformation(response)) {
            isUninvited = false;
            return;
        }
        AnswerHeaders.date(response.headers());
        if (isUninvited && unanswered == 1) {
            isLast = true;
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private void answered(ChannelHandlerContext context) {
        unanswered--;
        if (isLast && unanswered == 0) {
            leave(context);
        }
        Unreadable reason = refused;
        if (reason != null && unanswered == 0) {
            answer(context, reason);
        }
    }

    private static boolean isInformation(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /** Whether a request has come that has no answer yet. */
    boolean isServing() {
        return unanswered > 0;
    }

    private void refuse(ChannelHandlerContext context, Unreadable reason) {
        refused = reason;
        if (unanswered == 0) {
            answer(context, reason);
        }
    }

    private static void answer(ChannelHandlerContext context, Unreadable reason) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reason.status()),
                Unpooled.copiedBuffer(reason.envelope(), StandardCharsets.UTF_8));
        String id = UUID.randomUUID().toString();
        response.headers()
                .set("x-ms-request-id", id)
                .set("x-ms-correlation-request-id", id)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
                .set(HttpHeaderNames.PRAGMA, HttpHeaderValues.NO_CACHE)
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        AnswerHeaders.say(response.headers(), id);
        context.writeAndFlush(response).addListener((ChannelFutureListener) sent -> leave(context));
    }

    private static void leave(ChannelHandlerContext context) {
        if (context.channel() instanceof SocketChannel socket
                && context.pipeline().get(SslHandler.class) == null) {
            socket.shutdownOutput();
        }
        context.channel().config().setAutoRead(true);
        context.executor().schedule(() -> context.close(), FAREWELL, TimeUnit.MILLISECONDS);
    }
}
