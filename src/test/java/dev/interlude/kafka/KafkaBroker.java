package dev.interlude.kafka;

import dev.interlude.support.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * A real Kafka broker in a process of its own, on loopback and without ZooKeeper; it keeps its topics when it is stopped.
 * Its log is target/kafka/NAME/broker.log.
 */
final class KafkaBroker implements AutoCloseable {

    static final int PARTITIONS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Path folder;
    private final int port;
    private Process process;

    private KafkaBroker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static KafkaBroker start(String name) {
        try {
            var folder = Path.of("target", "kafka", name).toAbsolutePath();
            FlowsWithKafka.delete(folder);
            Files.createDirectories(folder);
            var broker = new KafkaBroker(folder, FreePorts.next());
            Files.writeString(folder.resolve("server.properties"), broker.settings(FreePorts.next()));
            var formatted = broker.java(
                    "kafka.tools.StorageTool", "format", "-t", "AAAAAAAAQACAAAAAAAAAAQ", "-c", broker.file());
            if (!formatted.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || formatted.exitValue() != 0) {
                throw new IllegalStateException("the broker's folder could not be made, see " + folder);
            }
            broker.restart();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String settings(int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%2$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                """
                .formatted(controllerPort, port, folder.resolve("data"));
    }

    private String file() {
        return folder.resolve("server.properties").toString();
    }

    private Process java(String main, String... arguments) throws IOException {
        // The class path is too long for a readable list of processes.
        var options = Files.writeString(
                folder.resolve("java.args"),
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -cp %s"
                        .formatted(System.getProperty("java.class.path")));
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "@" + options, main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
    }

    /** After a stop, or at first; waits until it answers. */
    void restart() {
        try {
            process = java("kafka.Kafka", file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RUNNING.add(process);
        Awaitility.await("the broker answers, see " + folder)
                .atMost(PATIENCE)
                .failFast("the broker died, see " + folder, () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> {
                    try (var admin = admin()) {
                        return admin.describeCluster()
                                        .nodes()
                                        .get(5, TimeUnit.SECONDS)
                                        .size()
                                == 1;
                    }
                });
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    /** As at a reboot: it closes its files and is gone. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the broker does not stop, see " + folder);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        RUNNING.remove(process);
    }

    /** SIGSTOP: connections stay open, and nothing is answered. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void create(String topic, Map<String, String> settings) {
        try (var admin = admin()) {
            done(admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1).configs(settings)))
                    .all());
        }
    }

    void change(String topic, String setting, String value) {
        try (var admin = admin()) {
            done(admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                    .all());
        }
    }

    /** How many records of a topic its group has behind it, over all partitions. */
    long committed(String group, String topic) {
        try (var admin = admin()) {
            return done(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet().stream()
                    .filter(offset -> offset.getKey().topic().equals(topic) && offset.getValue() != null)
                    .mapToLong(offset -> offset.getValue().offset())
                    .sum();
        }
    }

    /** All that is in a topic now, partition by partition. */
    List<ConsumerRecord<String, byte[]>> records(String topic) {
        try (var reader = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            for (var info : reader.partitionsFor(topic)) {
                var partition = new TopicPartition(topic, info.partition());
                reader.assign(List.of(partition));
                reader.seekToBeginning(List.of(partition));
                var end = reader.endOffsets(List.of(partition)).get(partition);
                while (reader.position(partition) < end) {
                    reader.poll(Duration.ofSeconds(1)).forEach(found::add);
                }
            }
            return found;
        }
    }

    /** @param headers name, value, name, value */
    void send(String topic, String key, byte[] value, String... headers) {
        var settings = Map.<String, Object>of("bootstrap.servers", servers(), "acks", "all");
        try (var sender = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
            for (int i = 0; i < headers.length; i += 2) {
                record.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
            }
            sender.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Many at once, each with its signature. */
    void sendAll(String topic, Stream<Map.Entry<byte[], String>> signed) {
        var settings = Map.<String, Object>of("bootstrap.servers", servers(), "acks", "all");
        try (var sender = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            signed.forEach(one -> {
                var record = new ProducerRecord<byte[], byte[]>(topic, one.getKey());
                record.headers().add("X-Cal-Signature-256", one.getValue().getBytes(StandardCharsets.UTF_8));
                sender.send(record);
            });
            sender.flush();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers()));
    }

    private static <T> T done(KafkaFuture<T> asked) {
        try {
            return asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        RUNNING.remove(process);
    }
}
