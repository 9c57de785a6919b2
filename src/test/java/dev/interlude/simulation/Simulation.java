package dev.interlude.simulation;

import dev.interlude.chaos.Wrong;
import java.util.List;

/**
 * One story after the other in one world. A seed decides what is asked for, what fails and at which step the node dies. What the
 * node remembers outside its database (free times, its share of calls) survives a death and a story, so a seed may take other
 * steps among others than alone: one that fails is replayed with those before it, by {@code --from} and {@code --seeds}.
 */
final class Simulation implements AutoCloseable {

    final World world;

    /** @param arguments of the program */
    Simulation(String... arguments) {
        world = new World(arguments);
    }

    /** How one story ended. */
    record Outcome(long seed, List<String> told, List<Wrong> wrongs) {

        String report() {
            return "seed " + seed + "\n  " + String.join("\n  ", told) + "\n"
                    + String.join("\n", wrongs.stream().map(Wrong::toString).toList());
        }
    }

    Outcome run(long seed) {
        world.begin(seed);
        var story = new Story(world, seed);
        story.happen();
        var wrongs = new Rest(world, story).reach();
        return new Outcome(seed, story.told(), wrongs);
    }

    @Override
    public void close() {
        world.close();
    }
}
