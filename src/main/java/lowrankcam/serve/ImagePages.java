package lowrankcam.serve;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.dicom.View;
import lowrankcam.explain.ExplainListener;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.explain.Explainer;
import lowrankcam.image.PngWriter;
import lowrankcam.inception.LoadedModel;
import lowrankcam.page.image.ImagePage;

/// Pages by a loaded model, which nobody else uses meanwhile.
public final class ImagePages implements PageMaker {

    /// Pixels on a side of the image that a model is tried with.
    private static final int SIDE = 320;

    private final LoadedModel model;
    private final ExplainRequest request;

    /// @param model   whatever it was told, nothing is said of whose a DICOM file is
    /// @param request which maps an image gets
    public ImagePages(LoadedModel model, ExplainRequest request) {
        this.model = model.with(model.preprocessing().with(model.preprocessing().view().with(View.Identity.WITHHELD)));
        this.request = request;
    }

    @Override
    public String page(Path name, byte[] image, ExplainListener listener) throws IOException {
        return ImagePage.of(new Explainer(model, request, listener).explain(name, image)).html();
    }

    /// Explains an image made up for it, so that what was asked for is known to be possible, and the first image of a user takes no
    /// longer than the next. Methods that mask the input are left out.
    ///
    /// @throws lowrankcam.format.UsageException           if a class is unknown
    /// @throws lowrankcam.cam.UnsupportedTargetException if a method that was asked for by name is not defined here
    public void warmUp() throws IOException {
        byte[] grey = new byte[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (i % SIDE * (i / SIDE) >> 9);
        }
        ExplainRequest quick =
                new ExplainRequest(
                        request.methods().stream()
                                .filter(method -> !method.choice().info().group().masksTheInput()).toList(),
                        request.classes(), request.contrast(), request.score(), request.layers());
        new ImagePages(model, quick).page(Path.of("warm-up.png"), PngWriter.encode(SIDE, SIDE, 1, grey), ExplainListener.SILENT);
    }
}
