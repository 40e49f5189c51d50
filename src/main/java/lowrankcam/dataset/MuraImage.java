package lowrankcam.dataset;

import java.nio.file.Path;

/// One view of one study, with the label of the study.
///
/// @param file         where the image lies on this machine
/// @param relativePath its path as MURA writes it, beginning `MURA-v1.1/`
/// @param split        train or valid
/// @param part         what was imaged
/// @param patient      folder name, for example `patient00001`
/// @param study        folder name, for example `study1_positive`
/// @param abnormal     label of the study
public record MuraImage(
        Path file,
        String relativePath,
        Split split,
        BodyPart part,
        String patient,
        String study,
        boolean abnormal) {

    /// Equal for the views of one study and for nothing else, because MURA labels studies, not views.
    public String studyKey() {
        return split.folder() + '/' + part.folder() + '/' + patient + '/' + study;
    }
}
