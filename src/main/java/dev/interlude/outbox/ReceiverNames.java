package dev.interlude.outbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Resolves a receiver's name and rejects internal addresses, so that a subscription cannot make us call our own
 * network. A connection only goes to the addresses that were checked.
 */
public class ReceiverNames {

    /** The name service. */
    @FunctionalInterface
    public interface Lookup {

        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** A name with an internal address. */
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

    /** Whether the name service has no address for it just now. */
    boolean isUnknown(String host) {
        try {
            lookup.addresses(unbracketed(host));
            return false;
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static String unbracketed(String host) {
        return host.replaceAll("^\\[|]$", "");
    }

    /** The error in a receiver's address. An unknown name is none: that is like a receiver that is down. */
    Optional<String> mistake(String scheme, String host) {
        try {
            var found = resolve(unbracketed(host));
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
