package lowrankcam.certificate;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.explain.ExplainListener;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.explain.Explainer;
import lowrankcam.explain.Explanation;
import lowrankcam.explain.ResultOptions;
import lowrankcam.format.Draft;
import lowrankcam.format.FormatException;
import lowrankcam.inception.LoadedModel;

/// Makes again what a certificate vouches for.
public final class Repetition {

    private Repetition() {}

    /// @param model   fed as the options say
    /// @param options the certificate's, or others
    /// @throws FormatException if the image cannot be used, or the model has too few classes
    public static Certificate of(LoadedModel model, Options options, Path certificate, Path image) throws IOException {
        int highest = options.classes().stream().mapToInt(Integer::intValue).reduce(options.contrast(), Math::max);
        int lowest = options.classes().stream().mapToInt(Integer::intValue).reduce(0, Math::min);
        if (highest >= model.labels().size() || lowest < 0) {
            throw new FormatException(
                    certificate, FormatException.NO_OFFSET, "classes", "those of a model with " + model.labels().size(),
                    options.classes().toString());
        }
        ExplainRequest request = options.request(model.labels());
        try (Draft draft = Draft.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            ResultOptions results = options.results(draft.place().resolve("results"));
            Explanation made = new Explainer(model, request, ExplainListener.SILENT).explain(image, results);
            return Certificates.of(made, request, results);
        }
    }
}
