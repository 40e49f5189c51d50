package lowrankcam.inception;

import lowrankcam.format.EnumNames;
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
        return EnumNames.id(this);
    }
}
