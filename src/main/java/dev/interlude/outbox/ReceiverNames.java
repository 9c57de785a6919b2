package dev.interlude.outbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the addresses of a receiver's name, and none that lie inside, where only we can reach: a subscription must not
 * make us knock there for a stranger. A connection goes to just the addresses that were looked at.
 */
public class ReceiverNames {

    /** The name service. */
    @FunctionalInterface
    public interface Lookup {

        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** A name that leads inside. */
    public static final class PrivateAddress extends UnknownHostException {

        PrivateAddress(String host) {
            super(host + " has a private address");
        }
    }

    private final Lookup lookup;
    private final boolean privateAllowed;

    public ReceiverNames(Lookup lookup, boolean privateAllowed) {
        this.lookup = lookup;
        this.privateAllowed = privateAllowed;
    }

    /** @throws PrivateAddress when one of them is private, and those are not allowed */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = lookup.addresses(host);
        if (!privateAllowed && !Stream.of(found).allMatch(PublicAddress::is)) {
            throw new PrivateAddress(host);
        }
        return found;
    }

    /** What is wrong with a receiver's address; a name that nobody knows yet is not: it is like one that is down. */
    Optional<String> mistake(String scheme, String host) {
        try {
            var found = resolve(host.replaceAll("^\\[|]$", ""));
            return scheme.equals("http") && Stream.of(found).anyMatch(PublicAddress::is)
                    ? Optional.of("must be https: bookings do not travel in clear")
                    : Optional.empty();
        } catch (PrivateAddress e) {
            return Optional.of("must not lead to a private address");
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
