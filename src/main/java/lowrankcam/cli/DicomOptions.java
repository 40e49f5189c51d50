package lowrankcam.cli;

import lowrankcam.dicom.View;
import lowrankcam.format.UsageException;
import lowrankcam.image.Preprocessing;
import picocli.CommandLine.Option;

/// Options for what a DICOM file holds beside one picture.
final class DicomOptions {

    private static final String ALL = "all";

    @Option(
            names = "--frame",
            paramLabel = "N",
            description = "Frame of a DICOM file, from 1; with explain also all: those of one file as a sequence (default: 1).")
    private String frame = "1";

    @Option(
            names = "--identifiers",
            description = "Write into manifests whose DICOM file it is: name, IDs, dates, UIDs (default: nothing of these).")
    private boolean identifiers;

    /// Whether all frames are asked for.
    boolean isAll() {
        return frame.equals(ALL);
    }

    /// Whether identifiers are asked for.
    boolean tellsIdentity() {
        return identifiers;
    }

    /// Which frames a command can take.
    enum Frames {
        ONE,
        ONE_OR_ALL
    }

    /// @throws UsageException if no such frame can be taken
    void check(Frames taken) {
        if (!isAll()) {
            number();
        } else if (taken == Frames.ONE) {
            throw new UsageException("--frame all: expected with explain; elsewhere a number");
        }
    }

    /// The choices over a model's; of all frames the first.
    Preprocessing over(Preprocessing model) {
        View view = model.view().withFrame(isAll() ? 1 : number());
        return model.with(identifiers ? view.with(View.Identity.TOLD) : view);
    }

    private int number() {
        if (!frame.matches("[1-9][0-9]{0,7}")) {
            throw new UsageException("--frame: expected a whole number from 1, or all; found '" + frame + "'");
        }
        return Integer.parseInt(frame);
    }
}
