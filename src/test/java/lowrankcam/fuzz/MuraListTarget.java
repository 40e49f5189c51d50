package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import lowrankcam.dataset.MuraCheck;
import lowrankcam.dataset.MuraImages;
import lowrankcam.dataset.Selection;

/// The four lists of MURA.
record MuraListTarget() implements Target {

    private static final String FIRST = "MURA-v1.1/train/XR_HAND/patient00001/study1_negative/";
    private static final String SECOND = "MURA-v1.1/valid/XR_ELBOW/patient00002/study1_positive/";

    @Override
    public String name() {
        return "mura-lists";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() {
        SortedMap<String, byte[]> all = new TreeMap<>();
        all.putAll(Samples.text("MURA-v1.1/train_image_paths.csv", FIRST + "image1.png\n" + FIRST + "image2.png\n"));
        all.putAll(Samples.text("MURA-v1.1/train_labeled_studies.csv", FIRST + ",0\n"));
        all.putAll(Samples.text("MURA-v1.1/valid_image_paths.csv", "path\r\n" + SECOND + "image1.png\r\n"));
        all.putAll(Samples.text("MURA-v1.1/valid_labeled_studies.csv", SECOND + ",1\n"));
        return List.of(
                all, Samples.text("MURA-v1.1/valid_image_paths.csv", SECOND + "image1.png\n" + SECOND + "image9.png\n"));
    }

    @Override
    public List<String> words() {
        return List.of(
                "MURA-v1.1", "train", "valid", "XR_", "XR_HAND", "XR_ELBOW", "patient", "study", "positive", "negative",
                "image", "png", "../", "C:", "\\\\");
    }

    @Override
    public void addFixedFiles(Path folder) throws IOException {
        for (String file : List.of(FIRST + "image1.png", SECOND + "image1.png")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.write(folder.resolve(file), new byte[0]);
        }
    }

    @Override
    public void read(Path folder) throws IOException {
        MuraCheck.run(folder, (_, _) -> {});
        MuraImages.open(folder, Selection.ALL);
    }
}
