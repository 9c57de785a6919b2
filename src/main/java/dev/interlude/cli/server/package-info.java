/** Commands that run a server, or ask one how it is and how it agrees with Cal.com. */
package dev.interlude.cli.server;
