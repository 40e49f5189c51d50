package lowrankcam.dicom;

import lowrankcam.format.UsageException;

/// Which picture is made of a DICOM file. Other files know nothing of it.
///
/// @param window which values become black and white
/// @param frame  from 1
public record View(Window window, int frame) {

    /// The first frame, as the file wants it shown.
    public static final View DEFAULT = new View(Window.FILE, 1);

    public View {
        if (frame < 1) {
            throw new UsageException("--frame: expected 1 or more, found " + frame);
        }
    }

    public View with(Window other) {
        return new View(other, frame);
    }

    public View withFrame(int other) {
        return new View(window, other);
    }
}
