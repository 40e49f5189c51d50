package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.dataset.CsvImages;
import lowrankcam.dataset.Selection;

/// Lists of images with classes and masks.
record CsvTarget() implements Target {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() {
        return List.of(
                Samples.text("images.csv", "a.png,normal\nb.png,abnormal,m.png\nno such.png,normal\n"),
                Samples.text("images.csv", "id,image_path,Class,mask\r\n1,a.png,\"broken, twice\",\r\n2,b.png,whole,m.png\r\n"),
                Samples.text("images.csv", "\uFEFFa.png\n\"b.png\"\n"));
    }

    @Override
    public List<String> words() {
        return List.of("path", "file", "image", "label", "target", "mask", "a.png", "b.png", "m.png", "../a.png", "/", "\"\"");
    }

    @Override
    public void addFixedFiles(Path folder) throws IOException {
        for (String file : List.of("a.png", "b.png", "m.png")) {
            Files.write(folder.resolve(file), new byte[0]);
        }
    }

    @Override
    public void read(Path folder) throws IOException {
        CsvImages.open(folder.resolve("images.csv"), Selection.ALL);
    }
}
