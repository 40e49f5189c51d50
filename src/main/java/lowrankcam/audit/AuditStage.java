package lowrankcam.audit;

import java.io.IOException;
import java.util.Locale;

/// What is compared, in the order of an image's way through the program.
public enum AuditStage {
    /// The goldens themselves.
    FILES("SHA-256 of every golden, as its manifest says", FileAudit::run),
    /// From stored values to grey.
    DICOM("grey values and colours of DICOM files against pydicom, dcmtk and GDCM", DicomAudit::run),
    /// Scaling pictures.
    RESIZE("antialiased scaling against Pillow, crops against torchvision", ResizeAudit::run),
    /// The network, layer by layer.
    LAYERS("layers, pooled features and logits against TF.js and PyTorch, three dialects", LayerAudit::run),
    /// The backward pass.
    GRADIENTS("gradients at Mixed_7c and Mixed_6e against PyTorch's autograd in double precision", GradientAudit::run),
    /// Singular values, vectors, ranks.
    DECOMPOSITION("singular values, vectors and chosen ranks against NumPy", DecompositionAudit::run),
    /// Maps made from features and gradients.
    MAPS("maps of methods on features and gradients against NumPy, pytorch-grad-cam and torch-cam", MapAudit::run),
    /// Contrasts, heads with a sigmoid, other layers, another dialect.
    TARGETS("contrasts, sigmoid heads, other layers and fid against pytorch-grad-cam and PyTorch", TargetAudit::run),
    /// Maps made by masking features.
    FEATURE_MASKS("Ablation-CAM, FIMF-Score-CAM, Recipro-CAM at Mixed_6e against PyTorch", FeatureMaskAudit::run),
    /// Maps made by masking the image.
    INPUT_MASKS("Score-CAM, its kin and occlusion against PyTorch and the libraries", InputMaskAudit::run),
    /// Methods whose authors published code.
    AUTHORS("Score-CAM, gScoreCAM, Group-CAM, Recipro-CAM and RISE against their authors' code", AuthorsAudit::run),
    /// Blurs that masks and metrics need.
    BLUR("blurs of Group-CAM and of RISE's insertion against SciPy and PyTorch", BlurAudit::run),
    /// Metrics.
    METRICS("drop, coherency, complexity, insertion, deletion and ROAD against their authors' code", MetricAudit::run);

    private final String description;
    private final Task task;

    /// Compares everything of a stage.
    private interface Task {
        void run(GoldenFolder folder, Extent extent, Findings findings) throws IOException;
    }

    /// How much of a stage is computed.
    public enum Extent {
        /// What takes seconds: of methods with thousands of passes the parts that the goldens mark.
        USUAL,
        /// Everything: thousands of head and network passes more.
        FULL
    }

    AuditStage(String description, Task task) {
        this.description = description;
        this.task = task;
    }

    /// What is compared with what.
    public String description() {
        return description;
    }

    /// Its name on the command line.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Computes the stage's goldens again.
    ///
    /// @throws lowrankcam.format.FormatException if a golden or the model cannot be read
    public Findings run(GoldenFolder folder, Extent extent) throws IOException {
        Findings findings = new Findings();
        task.run(folder, extent, findings);
        return findings;
    }
}
