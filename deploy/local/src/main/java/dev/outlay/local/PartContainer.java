package dev.outlay.local;

import com.github.dockerjava.api.DockerClient;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container with one port, which is published on 127.0.0.1 and stays the same when the container is killed and started again, as does
 * its file system. Whether what runs in it answers is for others to find out.
 */
final class PartContainer implements AutoCloseable {
    private final GenericContainer<?> container;
    private final int port;
    private boolean killed;

    private PartContainer(GenericContainer<?> container, int port) {
        this.container = container;
        this.port = port;
    }

    /** Starts a container of {@code image}, whose {@code inside} port is reached at {@code port}. */
    static PartContainer start(String image, int port, int inside, Map<String, String> environment, String... command) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException(PartsKind.VARIABLE
                    + "=containers needs a Docker engine, and none answers: start one"
                    + " or name it in DOCKER_HOST, or leave " + PartsKind.VARIABLE + " out for embedded parts.");
        }
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withEnv(environment)
                .waitingFor(new NoWaiting());
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + inside));
        if (command.length > 0) {
            container.withCommand(command);
        }
        container.start();
        return new PartContainer(container, port);
    }

    int port() {
        return port;
    }

    /** Sends SIGKILL to its first process, with which the container ends. */
    void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
        docker().waitContainerCmd(container.getContainerId()).start().awaitStatusCode();
        killed = true;
    }

    /** Starts it again where it was killed; whether it had been. */
    boolean startAgain() {
        if (!killed) {
            return false;
        }
        docker().startContainerCmd(container.getContainerId()).exec();
        killed = false;
        return true;
    }

    boolean isRunning() {
        return container.isRunning();
    }

    /** The failure to be thrown when what runs in it does not answer: with what it has written, and the container is gone. */
    IllegalStateException closedWith(String message, Exception cause) {
        String log = container.getLogs();
        close();
        return new IllegalStateException(message + "; it wrote:\n" + log, cause);
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    @Override
    public void close() {
        container.stop();
    }

    /** Servers are asked by their own clients, as they are after a restart. */
    private static final class NoWaiting extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}
