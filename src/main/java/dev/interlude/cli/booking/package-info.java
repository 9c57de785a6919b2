/** Commands for the daily work: what can be booked, booking, moving, cancelling. */
package dev.interlude.cli.booking;
