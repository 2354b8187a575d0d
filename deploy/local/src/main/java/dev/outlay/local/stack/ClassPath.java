package dev.outlay.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Class paths of the JVMs that the launcher starts. */
final class ClassPath {
    private ClassPath() {}

    /** Inside Maven's test JVM the class path is hidden in a manifest; Surefire says the real one in a property. */
    static String ofThisJvm() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The sample partner's, as written by the build. */
    static String ofSample(Path root) {
        Path module = root.resolve("deploy/sample/target");
        try {
            return module.resolve("classes") + ":"
                    + Files.readString(module.resolve("launcher.classpath")).strip();
        } catch (IOException e) {
            throw new StackFailure("The sample partner has not been built: " + e.getMessage(), e);
        }
    }
}
