/**
 * The command line. {@link dev.interlude.cli.Main} is the way in; a command that asks a server knows only its public API.
 *
 * <p>{@code server}: running it, how it is. {@code booking}: its daily work. {@code setup}: keys, webhooks, files, seed.
 * {@code demo}: the story.
 */
package dev.interlude.cli;
