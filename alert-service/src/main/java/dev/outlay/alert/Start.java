package dev.outlay.alert;

import dev.outlay.alert.arm.RequestTarget;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service, after telling Quarkus what it leaves to it. */
@QuarkusMain
public final class Start {
    private Start() {}

    public static void main(String... arguments) {
        RequestTarget.isCheckedHere();
        Quarkus.run(arguments);
    }
}
