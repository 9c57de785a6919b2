package dev.interlude.architecture;

import static dev.interlude.architecture.Manifests.KUBERNETES;
import static dev.interlude.architecture.Manifests.documents;
import static dev.interlude.architecture.Manifests.object;
import static dev.interlude.architecture.Manifests.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.architecture.Manifests.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The files for Kubernetes")
class KubernetesTest {

    private static final String NAME = "app.kubernetes.io/name";

    @TempDir
    Path folder;

    @Test
    @DisplayName("lay the flows of the ConfigMap over those of the image")
    void flows() throws Exception {
        var image = Files.createDirectories(folder.resolve("image/booking"));
        Files.writeString(image.resolve("after.camel.yaml"), "theirs");
        Files.writeString(image.resolve("place.camel.yaml"), "theirs");
        var changed = Files.createDirectories(folder.resolve("changed"));
        for (var entry : configMap(Path.of("routes"))) {
            Files.writeString(changed.resolve(entry.replaceAll("=.*", "")), entry.replaceAll(".*=", ""));
        }
        var flows = Files.createDirectories(folder.resolve("flows"));
        var script = pod().at("initContainers", "0", "args", "0")
                .text()
                .replace("/interlude/routes/", folder.resolve("image") + "/")
                .replace("/changed", changed.toString())
                .replace("\"/flows/", "\"" + flows + "/")
                .replace(" /flows/", " " + flows + "/");
        var said = folder.resolve("said");
        var shell = new ProcessBuilder("sh", "-euc", script)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(shell.waitFor()).as(Files.readString(said)).isZero();
        assertThat(flows.resolve("booking/after.camel.yaml")).hasContent("booking/after.camel.yaml");
        assertThat(flows.resolve("booking/place.camel.yaml")).hasContent("theirs");
    }

    @Test
    @DisplayName("make ConfigMaps of files that exist, each flow under a key that leads back to it")
    void configMaps() {
        assertThat(configMap(Path.of("routes"))).isNotEmpty().allSatisfy(entry -> {
            var parts = entry.split("=");
            assertThat(parts[0].replaceFirst("\\.", "/")).isEqualTo(parts[1]);
            assertThat(Path.of("routes", parts[1])).isRegularFile();
        });
        assertThat(configMap(Path.of("config")))
                .contains("application.yaml", "catalog.yaml")
                .allSatisfy(file -> assertThat(Path.of("config", file)).isRegularFile());
        assertThat(pod().at("volumes").items().map(volume -> volume.at("configMap", "name")
                        .text()))
                .contains("interlude-config", "interlude-routes");
    }

    @Test
    @DisplayName("are all listed in kustomization.yaml")
    void listed() throws IOException {
        var listed = kustomization().at("resources");
        try (var files = Files.list(KUBERNETES)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> !file.equals("kustomization.yaml")))
                    .isNotEmpty()
                    .allMatch(
                            file -> listed.items().anyMatch(item -> item.text().equals(file)));
        }
    }

    @Test
    @DisplayName(
            "select the pods by the label that kustomization.yaml gives them, also where it does not add it itself")
    void selectors() {
        var label = kustomization().at("labels", "0", "pairs", NAME).text();

        assertThat(label).isNotEmpty();
        assertThat(object("PodDisruptionBudget")
                        .at("spec", "selector", "matchLabels", NAME)
                        .text())
                .isEqualTo(label);
        assertThat(object("NetworkPolicy")
                        .at("spec", "podSelector", "matchLabels", NAME)
                        .text())
                .isEqualTo(label);
        assertThat(pod().at("topologySpreadConstraints").items())
                .hasSize(2)
                .allMatch(spread ->
                        spread.at("labelSelector", "matchLabels", NAME).text().equals(label));
        assertThat(object("HorizontalPodAutoscaler")
                        .at("spec", "scaleTargetRef", "name")
                        .text())
                .isEqualTo(object("Deployment").at("metadata", "name").text());
    }

    @Test
    @DisplayName("mount what they declare, and declare what they mount")
    void volumes() {
        var mounted = new TreeSet<String>();
        for (var containers : List.of("initContainers", "containers")) {
            pod().at(containers, "0", "volumeMounts")
                    .items()
                    .forEach(mount -> mounted.add(mount.at("name").text()));
        }
        assertThat(pod().at("volumes").items().map(volume -> volume.at("name").text()))
                .containsExactlyInAnyOrderElementsOf(mounted);
        assertThat(pod().at("containers", "0", "volumeMounts").items().map(mount -> mount.at("mountPath")
                        .text()))
                .contains("/tmp", "/interlude/config", "/interlude/routes");
    }

    private static Node kustomization() {
        return documents(KUBERNETES.resolve("kustomization.yaml")).get(0);
    }

    private static List<String> configMap(Path root) {
        return documents(root.resolve("kustomization.yaml")).stream()
                .flatMap(file -> file.at("configMapGenerator", "0", "files").items())
                .map(Node::text)
                .toList();
    }
}
