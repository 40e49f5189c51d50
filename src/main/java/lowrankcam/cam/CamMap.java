package lowrankcam.cam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.tensor.Tensor;

/// A map as its method defines it, with the choices that made it and what was noticed on the way.
public final class CamMap {

    private final int rows;
    private final int columns;
    private final double[] raw;
    private final Map<String, Object> choices = new LinkedHashMap<>();
    private final Map<String, Object> details = new LinkedHashMap<>();
    private final List<String> flags = new ArrayList<>();
    private List<CamMode> modes = List.of();

    /// @param rows    L
    /// @param columns D
    /// @param raw     L·D values, row-major, owned by the map from now on
    public CamMap(int rows, int columns, double[] raw) {
        if (raw.length != rows * columns) {
            throw new IllegalArgumentException(rows + "x" + columns + " map given " + raw.length + " values");
        }
        this.rows = rows;
        this.columns = columns;
        this.raw = raw;
    }

    /// A map of the layer's size.
    ///
    /// @param raw P values
    public CamMap(Tensor features, double[] raw) {
        this(features.height(), features.width(), raw);
    }

    /// Cuts off negative values. Flags `nothing-positive` if that leaves nothing of a map that was not zero.
    public CamMap rectify() {
        boolean some = false;
        boolean positive = false;
        for (double value : raw) {
            some |= value != 0;
            positive |= !(value <= 0);
        }
        if (some && !positive) {
            flag("nothing-positive");
        }
        Normalisation.rectify(raw);
        return this;
    }

    /// Records a choice of the method, for example `score = logit`.
    public CamMap choice(String name, Object value) {
        choices.put(name, value);
        return this;
    }

    /// Records something computed on the way: a number, a `double[]` or a text.
    public CamMap detail(String name, Object value) {
        details.put(name, value);
        return this;
    }

    /// Records something a reader should know, once.
    public CamMap flag(String flag) {
        if (!flags.contains(flag)) {
            flags.add(flag);
        }
        return this;
    }

    /// Keeps the masks that the map is a sum of.
    public CamMap modes(List<CamMode> masks) {
        modes = List.copyOf(masks);
        return this;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /// L·D values, row-major; to be read only.
    public double[] raw() {
        return raw;
    }

    /// Index of the largest value, of equal ones the first.
    public int hottest() {
        int best = 0;
        for (int i = 1; i < raw.length; i++) {
            best = raw[i] > raw[best] ? i : best;
        }
        return best;
    }

    public Map<String, Object> choices() {
        return choices;
    }

    public Map<String, Object> details() {
        return details;
    }

    public List<String> flags() {
        return flags;
    }

    /// The masks that the map is a weighted sum of; empty for methods that do not work that way.
    public List<CamMode> modes() {
        return modes;
    }
}
