package lowrankcam.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lowrankcam.format.FormatException;

/// A selection from a data set in MURA's layout. Keys are paths below `MURA-v1.1`:
/// `valid/XR_HAND/patient…/image1.png`.
///
/// @param data      the whole data set
/// @param selection what was chosen from it
/// @param images    the images chosen
/// @param available images before the limit
public record MuraImages(MuraDataset data, Selection selection, List<LabelledImage> images, int available)
        implements ImageSet {

    private static final List<String> LABELS = List.of("normal", "abnormal");

    /// @param selection labels may be written `normal`, `negative` or `0`, and `abnormal`, `positive` or `1`
    /// @throws FormatException for malformed lists, or if no image is left
    public static MuraImages open(Path root, Selection selection) throws IOException {
        Selection plain = selection.withLabels(selection.labels().stream().map(MuraImages::plain).toList());
        MuraDataset data = MuraDataset.open(root);
        List<LabelledImage> images = new ArrayList<>();
        for (MuraImage image : data.images()) {
            if ((plain.parts().isEmpty() || plain.parts().contains(image.part()))
                    && (plain.splits().isEmpty() || plain.splits().contains(image.split()))) {
                images.add(
                        new LabelledImage(
                                image.file(), image.relativePath().substring(MuraCsv.TOP.length() + 1),
                                LABELS.get(image.abnormal() ? 1 : 0), data.mask(image)));
            }
        }
        Selected selected = Selected.of(root, images, LABELS, plain);
        return new MuraImages(data, plain, selected.images(), selected.available());
    }

    private static String plain(String label) {
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "normal", "negative", "0" -> LABELS.get(0);
            case "abnormal", "positive", "1" -> LABELS.get(1);
            default -> label;
        };
    }

    @Override
    public String kind() {
        return "mura";
    }

    @Override
    public Path root() {
        return data.base();
    }

    @Override
    public List<String> labels() {
        return LABELS;
    }

    @Override
    public List<String> missing() {
        return data.missing();
    }

    @Override
    public List<String> skipped() {
        return List.of();
    }
}
