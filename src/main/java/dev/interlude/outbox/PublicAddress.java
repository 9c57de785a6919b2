package dev.interlude.outbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Distinguishes public addresses from those IANA reserved: loopback, private, link-local, metadata and such. */
final class PublicAddress {

    private static final List<Block> ASIDE = blocks(
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24"
                    + " 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
                    + " 2001::/23 2001:db8::/32 2002::/16 3fff::/20");

    /** Of IPv6 only this is given out for the open internet; mapped IPv4 addresses Java reads as IPv4. */
    private static final List<Block> GIVEN_OUT = blocks("0.0.0.0/0 2000::/3");

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return GIVEN_OUT.stream().anyMatch(block -> block.has(address))
                && ASIDE.stream().noneMatch(block -> block.has(address));
    }

    private record Block(byte[] start, int bits) {

        boolean has(InetAddress address) {
            var bytes = address.getAddress();
            var whole = bits / 8;
            return bytes.length == start.length
                    && Arrays.equals(bytes, 0, whole, start, 0, whole)
                    && (bits % 8 == 0 || (bytes[whole] ^ start[whole]) >> 8 - bits % 8 == 0);
        }
    }

    private static List<Block> blocks(String texts) {
        return Stream.of(texts.split(" "))
                .map(text -> text.split("/"))
                .map(parts -> new Block(literal(parts[0]), Integer.parseInt(parts[1])))
                .toList();
    }

    private static byte[] literal(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
