package lowrankcam.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lowrankcam.format.Csv;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;
import lowrankcam.image.ImageFile;

/// A selection from a CSV file of paths and classes.
///
/// Columns: the image's path, its class, and a mask's path; the last two may be left out or empty. A first line in
/// which no field ends like a PNG, JPEG or DICOM file, or is one of DICOM, is a header, and then the columns may stand in any order among
/// others: `path`, `file`, `filename`, `image` or `image_path`; `label`, `class` or `target`; `mask`. Relative
/// paths start at the CSV file's folder; between folders stands `/` or `\`. Keys are the paths as the file writes them.
///
/// @param root      the CSV file
/// @param selection what was chosen
/// @param labels    classes, sorted
/// @param images    the images chosen
/// @param available images before the limit
/// @param missing   paths of images that do not exist
public record CsvImages(
        Path root, Selection selection, List<String> labels, List<LabelledImage> images, int available,
        List<String> missing)
        implements ImageSet {

    private static final Set<String> PATH_NAMES = Set.of("path", "file", "filename", "image", "image_path");
    private static final Set<String> LABEL_NAMES = Set.of("label", "class", "target");

    /// Where the three columns are; -1 for none.
    private record Columns(int path, int label, int mask) {}

    /// @throws FormatException for a malformed line, with line and column, or if no image is left
    public static CsvImages open(Path csv, Selection selection) throws IOException {
        Selected.requireNoMuraTerms(csv, selection);
        List<Csv.Row> rows = Csv.read(csv);
        Columns columns = new Columns(0, 1, 2);
        int first = 0;
        if (!rows.isEmpty() && isHeader(csv, rows.getFirst())) {
            columns = header(csv, rows.getFirst());
            first = 1;
        }
        List<LabelledImage> images = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Csv.Row row : rows.subList(first, rows.size())) {
            LabelledImage image = image(csv, row, columns);
            if (!keys.add(image.key())) {
                throw Csv.error(
                        csv, row.fields().get(columns.path()), "every image once", "'" + image.key() + "' again");
            }
            if (Files.isRegularFile(image.file())) {
                images.add(image);
            } else {
                missing.add(image.key());
            }
        }
        List<String> labels = Selected.labelsOf(images);
        Selected selected = Selected.of(csv, images, labels, selection);
        return new CsvImages(csv, selection, labels, selected.images(), selected.available(), List.copyOf(missing));
    }

    /// No field is named like an image, or is a DICOM file under whatever name.
    private static boolean isHeader(Path csv, Csv.Row row) throws FormatException {
        for (Csv.Field field : row.fields()) {
            if (Selected.hasImageName(field.text()) || !field.text().isEmpty() && ImageFile.isDicom(resolve(csv, field))) {
                return false;
            }
        }
        return true;
    }

    private static Columns header(Path csv, Csv.Row row) throws FormatException {
        int path = -1;
        int label = -1;
        int mask = -1;
        for (int i = 0; i < row.fields().size(); i++) {
            String name = row.fields().get(i).text().toLowerCase(Locale.ROOT);
            path = path < 0 && PATH_NAMES.contains(name) ? i : path;
            label = label < 0 && LABEL_NAMES.contains(name) ? i : label;
            mask = mask < 0 && name.equals("mask") ? i : mask;
        }
        if (path < 0) {
            throw Csv.error(
                    csv, row.fields().getFirst(), "a path of a PNG, JPEG or DICOM file, or a header with a column 'path'",
                    "'" + row.fields().getFirst().text() + "'");
        }
        return new Columns(path, label, mask);
    }

    private static LabelledImage image(Path csv, Csv.Row row, Columns columns) throws FormatException {
        List<Csv.Field> fields = row.fields();
        if (fields.size() <= columns.path() || fields.get(columns.path()).text().isEmpty()) {
            throw Csv.error(csv, fields.getFirst(), "the path of an image", "nothing");
        }
        Csv.Field path = fields.get(columns.path());
        String label = text(fields, columns.label());
        String mask = text(fields, columns.mask());
        Optional<Path> maskFile =
                mask.isEmpty() ? Optional.empty() : Optional.of(resolve(csv, fields.get(columns.mask())));
        if (maskFile.isPresent() && !Files.isRegularFile(maskFile.get())) {
            throw Csv.error(csv, fields.get(columns.mask()), "a mask that exists", "'" + mask + "'");
        }
        return new LabelledImage(resolve(csv, path), path.text(), label, maskFile);
    }

    private static String text(List<Csv.Field> fields, int column) {
        return column >= 0 && column < fields.size() ? fields.get(column).text() : "";
    }

    private static Path resolve(Path csv, Csv.Field field) throws FormatException {
        String item = "line " + field.line() + ", column " + field.column();
        Path plain = csv.toAbsolutePath().resolveSibling(FileWords.path(csv, item, "a path", field.text()));
        // Written on Windows; elsewhere a backslash belongs to a name.
        return Files.exists(plain) ? plain : csv.toAbsolutePath().resolveSibling(field.text().replace('\\', '/'));
    }

    @Override
    public String kind() {
        return "csv";
    }

    @Override
    public List<String> skipped() {
        return List.of();
    }
}
