package lowrankcam.inception;

import java.nio.file.Path;
import lowrankcam.format.FormatException;
import lowrankcam.kernel.Dense;

/// A model without its body's values, for tests of what its files say.
public final class ModelDescription {

    private ModelDescription() {}

    /// Checks everything that loading checks before the first convolution is packed, and reads the head.
    public static void read(Path model) throws FormatException {
        ModelFiles.<Void, FormatException>with(
                new ModelFiles.Request(model, null, null, ModelLoader.HeadUse.REQUIRED), files -> {
                    files.head().with(Dense.scalar(), "");
                    files.card();
                    return null;
                });
    }
}
