package lowrankcam.inception;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lowrankcam.format.UsageException;
import lowrankcam.kernel.Padding;

/// Where the published Inception-v3 networks differ although they have the same weights' shapes.
///
/// | dialect | average pools in blocks | pool of `Mixed_7c` | batch-norm scale |
/// |---|---|---|---|
/// | `keras` (also TF.js, TF-slim) | padding not counted | average | absent |
/// | `torchvision` (also timm) | padding counted | average | stored |
/// | `fid` (pytorch-fid) | padding not counted | maximum | stored |
///
/// All use epsilon 0.001 in batch norm. Input range and resizing belong to the model's preprocessing.
public enum Dialect {
    KERAS(Padding.NOT_COUNTED, LastPool.AVERAGE),
    TORCHVISION(Padding.COUNTED, LastPool.AVERAGE),
    FID(Padding.NOT_COUNTED, LastPool.MAXIMUM);

    /// What the pool branch of the last block does.
    public enum LastPool {
        AVERAGE,
        MAXIMUM
    }

    private final Padding averagePadding;
    private final LastPool lastPool;

    Dialect(Padding averagePadding, LastPool lastPool) {
        this.averagePadding = averagePadding;
        this.lastPool = lastPool;
    }

    public Padding averagePadding() {
        return averagePadding;
    }

    public LastPool lastPool() {
        return lastPool;
    }

    /// The name used on the command line and in `model.json`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(Dialect::id).toList();
    }

    /// @throws UsageException naming the dialects there are
    public static Dialect of(String id) {
        for (Dialect dialect : values()) {
            if (dialect.id().equals(id)) {
                return dialect;
            }
        }
        throw new UsageException("dialect: expected one of " + String.join(", ", ids()) + ", found " + id);
    }
}
