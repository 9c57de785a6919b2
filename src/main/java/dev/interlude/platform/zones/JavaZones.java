package dev.interlude.platform.zones;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads {@code tzdb.dat}, the zones of a JDK. Each zone in it is written as Java serializes {@link ZoneRules}, less the
 * frame around it.
 */
final class JavaZones {

    private static final byte BLOCK = 0x77;
    private static final byte LONG_BLOCK = 0x7A;
    private static final byte END = 0x78;

    private JavaZones() {}

    /** Empty where there is none that can be read. */
    static Optional<ZoneData> read(Path file) {
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readByte() != 1 || !in.readUTF().equals("TZDB") || in.readShort() != 1) {
                return Optional.empty();
            }
            var version = in.readUTF();
            var ids = new String[in.readShort()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = in.readUTF();
            }
            var written = new byte[in.readShort()][];
            for (int i = 0; i < written.length; i++) {
                written[i] = in.readNBytes(in.readShort());
            }
            var rules = new HashMap<String, Supplier<ZoneRules>>();
            for (int left = in.readShort(); left > 0; left--) {
                var id = ids[in.readShort()];
                var bytes = written[in.readShort()];
                rules.put(id, () -> rules(bytes));
            }
            var links = new HashMap<String, String>();
            for (int left = in.readShort(); left > 0; left--) {
                var id = ids[in.readShort()];
                links.put(id, ids[in.readShort()]);
            }
            return Optional.of(new ZoneData(version, "Java", rules, Map.copyOf(links)));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static ZoneRules rules(byte[] bytes) {
        try {
            var stream = new ByteArrayOutputStream();
            var out = new DataOutputStream(stream);
            out.write(frame());
            out.writeByte(LONG_BLOCK);
            out.writeInt(bytes.length);
            out.write(bytes);
            out.writeByte(END);
            try (var in = new ObjectInputStream(new ByteArrayInputStream(stream.toByteArray()))) {
                return (ZoneRules) in.readObject();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What comes before the rules of any zone. */
    private static byte[] frame() throws IOException {
        var stream = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(stream)) {
            out.writeObject(ZoneRules.of(ZoneOffset.UTC));
        }
        var whole = stream.toByteArray();
        int length = whole.length - 1;
        // From the end: END, then a block of which the second byte is the length of what is between.
        for (int i = length - 1; i > 0; i--) {
            if (whole[i - 1] == BLOCK && whole[i] == length - 1 - i) {
                return java.util.Arrays.copyOf(whole, i - 1);
            }
        }
        throw new IOException("unknown serialized form");
    }
}
