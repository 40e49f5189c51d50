package lowrankcam.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FileKind;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;

/// Images with classes, wherever they come from: MURA's layout, a folder with one sub-folder per class, or a CSV
/// file.
///
/// Only names are read, no image is opened. The images of [#images] exist; what a list names and is not there is
/// in [#missing].
public sealed interface ImageSet permits MuraImages, FolderImages, CsvImages {

    /// `mura`, `folder` or `csv`.
    String kind();

    /// The folder or the file.
    Path root();

    Selection selection();

    /// Images of the selection, in listed order.
    List<LabelledImage> images();

    /// Images that the selection's restrictions leave, before its limit.
    int available();

    /// Classes of the whole data set: normal before abnormal for MURA, else sorted; none if no image has one.
    List<String> labels();

    /// What a list names and that does not exist, as the list writes it.
    List<String> missing();

    /// Files that lie among the images and are none. For MURA nobody looks for them: `mura check` does.
    List<String> skipped();

    /// Opens a data set of any of the three kinds and selects from it.
    ///
    /// A file is read as CSV. A folder is MURA's if it, or a folder in it called `MURA…` or the only one there, holds one
    /// of MURA's four lists or a folder `train/XR_…` or `valid/XR_…`; any other folder has its classes as sub-folders.
    ///
    /// @throws FormatException          if it is none of these, is malformed, or the selection leaves no image
    /// @throws UsageException if the selection names a class that it does not have, or a part or split
    ///                                  outside MURA
    static ImageSet open(Path path, Selection selection) throws IOException {
        if (Files.isRegularFile(path) && FileKind.of(path) != FileKind.UNKNOWN) {
            throw new FormatException(
                    path, FormatException.NO_OFFSET, "data set", "a folder or a CSV file",
                    FileKind.of(path).words());
        }
        if (Files.isRegularFile(path)) {
            return CsvImages.open(path, selection);
        }
        if (!Files.isDirectory(path)) {
            throw new FormatException(
                    path, FormatException.NO_OFFSET, "data set", "a folder or a CSV file", "nothing of that name");
        }
        return MuraFolder.find(path).isPresent() ? MuraImages.open(path, selection) : FolderImages.open(path, selection);
    }
}
