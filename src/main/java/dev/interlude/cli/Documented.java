package dev.interlude.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the help of every command has. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 110,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nArguments:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is good", "1:it is not", "2:wrong use"})
public abstract class Documented {

    @Spec
    protected CommandSpec spec;

    /** What surrounds this command. */
    protected World world() {
        return ((Main) spec.root().userObject()).world();
    }
}
