package dev.outlay.containers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An image as it is to be made.
 *
 * @param name without registry and tag
 * @param title for people, in a label
 * @param layers what is added to the base, what changes least first
 * @param owned folders that the user of the container owns, for volumes to be mounted at
 * @param entrypoint program and arguments; there is no shell
 * @param environment what counts where whoever starts it says nothing else
 * @param ports that it listens on
 * @param health program and arguments that end with 0 where all is well; empty for none
 */
record ImagePlan(
        String name,
        String title,
        List<Layer> layers,
        List<String> owned,
        List<String> entrypoint,
        Map<String, String> environment,
        List<Integer> ports,
        List<String> health) {

    /**
     * Files that are added together.
     *
     * @param source a folder, or a file
     * @param target where in the image that is
     */
    record Layer(String name, Path source, String target) {}
}
