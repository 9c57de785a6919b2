package dev.interlude.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.interlude.support.Figures;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Figures")
class FiguresTest {

    @Test
    @DisplayName("are written to the file of the suite that measured them, with the method, also from within a lambda")
    void written() {
        Figures.line("lines printed", 1);
        Runnable later = () -> Figures.line("lines printed within a lambda", 2);
        later.run();

        assertThat(FigureFile.read(FigureFile.FOLDER, "FiguresTest"))
                .extracting(Figure::test, Figure::name, Figure::text)
                .containsExactly(
                        tuple("written", "lines printed", "1"), tuple("written", "lines printed within a lambda", "2"));
    }

    @Test
    @DisplayName("are read as they were written")
    void read(@TempDir Path folder) {
        var times = Distribution.of(new double[] {1, 2, 3}, 0, 10);
        var figure = new Figure("m", "n", "t", Instant.parse("2026-01-01T10:00:00Z"), Sla.CACHE_HIT_RATE, 79.9, times);

        new FigureFile(folder.resolve("SomeTest.json")).add(figure);

        assertThat(FigureFile.read(folder, "SomeTest")).containsExactly(figure);
        assertThat(FigureFile.read(folder, "OtherTest")).isEmpty();
    }

    @Test
    @DisplayName("keep a distribution: every call in one bucket, percentiles that are not too good")
    void distribution() {
        var hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();

        var times = Distribution.of(hundred, 3, 50);

        assertThat(times.p50()).isEqualTo(50);
        assertThat(times.p99()).isEqualTo(99);
        assertThat(times.buckets().stream()
                        .mapToLong(Distribution.Bucket::count)
                        .sum())
                .isEqualTo(100);
        assertThat(times.buckets()).allSatisfy(bucket -> assertThat(IntStream.rangeClosed(1, 100)
                        .filter(i -> i > bucket.from() && i <= bucket.to())
                        .count())
                .isEqualTo(bucket.count()));
        assertThat(Distribution.of(new double[] {5}, 0, 1).p99()).isEqualTo(5);
    }

    @Test
    @DisplayName("meet what the guide promises only beyond the target, not at it")
    void targets() {
        assertThat(Sla.RESPONSE_P50.met(199.9)).isTrue();
        assertThat(Sla.RESPONSE_P50.met(200)).isFalse();
        assertThat(Sla.BOOKING_SUCCESS.met(98)).isFalse();
        assertThat(Sla.BOOKING_SUCCESS.met(98.1)).isTrue();
        assertThat(Sla.BOOKING_SUCCESS.worse(97, 99)).isEqualTo(97);
        assertThat(Sla.RESPONSE_P50.worse(97, 99)).isEqualTo(99);
    }
}
