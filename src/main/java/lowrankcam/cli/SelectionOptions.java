package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.ImageSet;
import lowrankcam.dataset.Selection;
import lowrankcam.dataset.Split;
import lowrankcam.format.UsageException;
import lowrankcam.image.ImageFile;
import picocli.CommandLine.Option;

/// Which images of a data set are taken.
class SelectionOptions {

    @Option(
            names = "--study",
            paramLabel = "PART",
            converter = BodyPartConverter.class,
            completionCandidates = Known.BodyParts.class,
            split = ",",
            description = "MURA: elbow, finger, forearm, hand, humerus, shoulder or wrist (default: all).")
    private List<BodyPart> studies = List.of();

    @Option(
            names = "--split",
            paramLabel = "train|valid|all",
            completionCandidates = Known.Splits.class,
            description = "Part of MURA (default: valid).")
    private String split;

    @Option(names = "--label", paramLabel = "NAME", split = ",", description = "Only these classes (default: all).")
    private List<String> labels = List.of();

    @Option(names = "--seed", paramLabel = "S", description = "Of the sample and of the resampling (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    long seed() {
        return seed;
    }

    /// Opens the data set and selects.
    ///
    /// @param option name of the limit's
    /// @param limit  most images
    ImageSet open(Path dataset, String option, int limit, PrintWriter err) throws IOException {
        if (limit < 1) {
            throw new UsageException(option + ": expected at least 1, found " + limit);
        }
        ImageSet images = ImageSet.open(dataset, new Selection(studies, splits(dataset), labels, limit, seed));
        if (!images.missing().isEmpty()) {
            int count = images.missing().size();
            err.println("lowrank-cam: " + (count == 1 ? "1 listed image is missing, " : count + " listed images are missing, first ")
                    + images.missing().getFirst());
        }
        List<String> skipped = images.skipped();
        if (skipped.stream().anyMatch(name -> ImageFile.isDicom(images.root().resolve(name)))
                || images.images().stream().anyMatch(image -> ImageFile.isDicom(image.file())) && !skipped.isEmpty()) {
            err.println("lowrank-cam: " + (skipped.size() == 1 ? "1 file is no picture and left out, " : skipped.size()
                    + " files are no pictures and left out, first ") + skipped.getFirst());
        }
        return images;
    }

    /// MURA's validation split unless another is asked for; nothing for other data sets.
    private List<Split> splits(Path dataset) throws IOException {
        if (split == null) {
            return ImageSet.open(dataset, Selection.ALL).kind().equals("mura") ? List.of(Split.VALID) : List.of();
        }
        return switch (split.toLowerCase(Locale.ROOT)) {
            case "train" -> List.of(Split.TRAIN);
            case "valid" -> List.of(Split.VALID);
            case "all" -> List.of();
            default -> throw new UsageException(
                    "--split: expected train, valid or all, found '" + split + "'");
        };
    }
}
