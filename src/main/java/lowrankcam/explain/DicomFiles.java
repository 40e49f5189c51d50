package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lowrankcam.cam.MethodInfo;
import lowrankcam.dicom.Code;
import lowrankcam.dicom.Derivation;
import lowrankcam.dicom.ParametricMap;
import lowrankcam.dicom.SecondaryCapture;
import lowrankcam.dicom.SourceImage;
import lowrankcam.format.EnumNames;
import lowrankcam.format.FormatException;
import lowrankcam.format.Sha256;
import lowrankcam.image.Caution;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Overlay;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing.Placement;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.Prediction;

/// The maps of an image as DICOM objects that are derived from it: `explain --dicom`. They alone carry whose image it is.
public final class DicomFiles {

    /// What follows the name of a map: the overlay, the values.
    static final String OVERLAY = "-overlay.dcm";
    static final String VALUES = "-map.dcm";

    /// Rows and columns are numbers of 16 bits.
    private static final int MOST_PIXELS = 65_535;

    private final LoadedModel model;
    private final Prediction prediction;
    private final Picture picture;
    private final Placement placement;
    private final SourceImage source;

    /// Reads the image's file again, for what it says besides its pixels.
    ///
    /// @throws FormatException if it is another one now, or does not say what references need
    public DicomFiles(LoadedModel model, ImageFacts image, Prediction prediction) throws IOException {
        this.model = model;
        this.prediction = prediction;
        this.picture = image.picture();
        this.placement = model.preprocessing().placement(picture);
        byte[] bytes = PictureReader.load(image.path());
        if (!Sha256.of(bytes).equals(image.sha256())) {
            throw error(image.path(), "file", "the same as when it was explained", "another");
        }
        if (Math.max(picture.width(), picture.height()) > MOST_PIXELS) {
            throw error(
                    image.path(), "size, for --dicom", "at most " + MOST_PIXELS + " rows and columns",
                    picture.width() + "x" + picture.height());
        }
        int frame = picture.origin().rendering().facts().get("frame") instanceof Integer number ? number : 1;
        long unpacked = (long) picture.width() * picture.height() * picture.channels() * ((picture.bitDepth() + 7) / 8);
        this.source = SourceImage.of(image.path(), bytes, frame, unpacked);
    }

    private static FormatException error(Path file, String item, String expected, String actual) {
        return new FormatException(file, FormatException.NO_OFFSET, item, expected, actual);
    }

    /// True if the image is a DICOM file, so that its patient and its study are known.
    public boolean hasStudy() {
        return source.isDicom();
    }

    /// Writes the overlay as a picture with its legend burnt in.
    public void writeOverlay(Path file, Overlay overlay, ExplainedMap map, Heatmap shown) throws IOException {
        String look =
                String.format(
                        Locale.ROOT, "%s in %s, opacity %s, %s of the image",
                        EnumNames.id(overlay.style()), EnumNames.id(overlay.colormap()), EnumNames.id(overlay.opacity()),
                        overlay.imageWeight());
        List<String> caption =
                map.caption(prediction).stream().map(line -> line.equals(Caution.SHORT) ? Caution.TEXT : line).toList();
        Overlay.Pixels pixels = overlay.burntIn(picture, placement, shown, caption);
        SecondaryCapture.of(source, derivation(map, look + "."), look, pixels.height(), pixels.width(), pixels.rgb())
                .write(file);
    }

    /// Writes the values as the method defines them.
    public void writeValues(Path file, ExplainedMap map) throws IOException {
        int rows = map.map().rows();
        int columns = map.map().columns();
        ParametricMap.Cells cells =
                new ParametricMap.Cells(
                        placement.left(), placement.top(), (placement.right() - placement.left()) / columns,
                        (placement.bottom() - placement.top()) / rows);
        String where =
                String.format(
                        Locale.ROOT, "Its %d x %d cells lie over columns %.2f to %.2f and rows %.2f to %.2f of the image.", columns,
                        rows, placement.left(), placement.right(), placement.top(), placement.bottom());
        new ParametricMap(rows, columns, map.map().raw(), cells).of(source, derivation(map, where)).write(file);
    }

    private Derivation derivation(ExplainedMap map, String last) {
        MapTask task = map.task();
        MethodInfo info = task.method().choice().info();
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("variant", task.method().choice().variant().id());
        choices.putAll(task.method().choice().settings().values());
        choices.put("layer", task.layer());
        choices.put("class", String.valueOf(task.target().classIndex()));
        choices.put("contrast", task.target().isContrast() ? String.valueOf(task.target().contrast()) : "");
        choices.put("target", EnumNames.id(task.target().score()));
        choices.put("head", model.model().head().sha256());
        choices.put("numerics", model.kernels().numerics().id());
        choices.putAll(model.preprocessing().choices());
        String parameters =
                choices.entrySet().stream().filter(choice -> !choice.getValue().isEmpty())
                        .map(choice -> choice.getKey() + "=" + choice.getValue()).collect(Collectors.joining(", "));
        String description =
                String.join(
                        " ", Caution.TEXT, map.title() + ", probability " + probability(task) + ".",
                        map.isFlat() ? "Flat: " + sentence(map.flatReason()) : "",
                        source.frameNote(), source.isDicom() ? "" : "The image was no DICOM file: this study is its own.",
                        model.notFor().isEmpty() ? "" : "The model is not for: " + sentence(model.notFor()), last);
        return new Derivation(
                concept(info.group()), info.id(), parameters, title(task), description.replaceAll(" +", " "), Program.id(),
                model.weightsSha256());
    }

    /// Short, since the description of a series takes 64 characters, its caution among them.
    private static String title(MapTask task) {
        String variant = task.method().choice().variant().id();
        return task.method().choice().info().id() + (variant.equals("default") ? "" : " (" + variant + ")") + ", " + task.label()
                + (task.target().isContrast() ? " against " + task.contrastLabel() : "") + ", " + task.layer();
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private String probability(MapTask task) {
        return String.format(Locale.ROOT, "%.4f", prediction.probabilities()[task.target().classIndex()]);
    }

    private static Code concept(MethodInfo.Group group) {
        return switch (group) {
            case GRADIENT -> Code.GRADIENT_ACTIVATION;
            case BLACK_BOX -> Code.SALIENCY;
            case ACTIVATION, FEATURE_MASKS, INPUT_MASKS -> Code.CLASS_ACTIVATION;
        };
    }
}
