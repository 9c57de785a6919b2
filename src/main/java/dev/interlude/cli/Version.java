package dev.interlude.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest; classes outside of a jar have none. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
        return new String[] {
            "Interlude " + version.orElse("(not built as a jar)"), "Java " + System.getProperty("java.version")
        };
    }
}
