package dev.interlude.cli;

import java.util.List;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with the words of a command, and where its help is. */
final class WrongUse implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] words) {
        var command = wrong.getCommandLine();
        var err = command.getErr();
        var name = command.getCommandSpec().qualifiedName();
        if (words.length == 0) {
            command.usage(err);
        }
        err.println("interlude: " + sentence(wrong));
        err.println("Next: %s --help shows how it is used.".formatted(name));
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String sentence(ParameterException wrong) {
        var text = wrong.getMessage().lines().findFirst().orElse("").replaceFirst("^Error: ", "") + ".";
        var meant =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.<String>of();
        return meant.isEmpty() ? text : text + " Did you mean " + String.join(" or ", meant) + "?";
    }
}
