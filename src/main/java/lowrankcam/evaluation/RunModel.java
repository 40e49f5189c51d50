package lowrankcam.evaluation;

import java.util.List;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LoadedModel;
import lowrankcam.metric.ClassRule;
import lowrankcam.model.ClassifierHead;

/// The model that a run goes through.
///
/// @param loaded body and head, and how the network sees a picture
public record RunModel(LoadedModel loaded) {

    InceptionModel network() {
        return loaded.model();
    }

    ImageInput input() {
        return new ImageInput(loaded.preprocessing(), network().kernels().resample());
    }

    ModelFacts facts(String layer) {
        return new ModelFacts(
                loaded.weightsSha256(), network().head().sha256(), loaded.dialect().id(), network().head().labels(), layer,
                loaded.preprocessing(), network().kernels().numerics().id());
    }

    /// Refuses a class rule that an image's label or the head's classes do not allow, before anything is computed.
    void requireClasses(ClassRule rule, List<LabelledImage> images) throws FormatException {
        ClassifierHead head = network().head();
        switch (rule) {
            case ClassRule.Predicted _ -> { }
            case ClassRule.Fixed fixed -> head.classOf(fixed.name());
            case ClassRule.Labelled _ -> {
                for (LabelledImage image : images) {
                    requireClass(head, image);
                }
            }
        }
    }

    private static void requireClass(ClassifierHead head, LabelledImage image) throws FormatException {
        try {
            head.classOf(image.label());
        } catch (UsageException e) {
            throw new FormatException(
                    image.file(), FormatException.NO_OFFSET, "label", "a class of the head, for --class-rule label",
                    "'" + image.label() + "'");
        }
    }
}
