/** Commands that set a server up, and check or fill what it works with. */
package dev.interlude.cli.setup;
