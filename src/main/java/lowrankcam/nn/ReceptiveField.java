package lowrankcam.nn;

import java.util.List;
import java.util.Optional;
import lowrankcam.kernel.Window;

/// Which pixels of the network's input can change a cell of an output, from sizes, steps and padding of the windows on the way.
/// Where a window without padding leaves pixels at an edge over, as none does at 299, those are counted all the same.
///
/// @param rows    of the cells, from above
/// @param columns of the cells, from the left
public record ReceptiveField(Axis rows, Axis columns) {

    private static final ReceptiveField OF_INPUT = new ReceptiveField(new Axis(0, 1, 1), new Axis(0, 1, 1));

    /// The fields of all cells along one axis: cell i sees `size` pixels from `start + i · step` on.
    ///
    /// @param start of cell 0; negative where its field begins in the padding
    public record Axis(int start, int size, int step) {

        /// Behind one more window: k wide, with this stride and padding.
        private Axis behind(int k, int stride, int padding) {
            return new Axis(start - padding * step, size + (k - 1) * step, step * stride);
        }

        private Axis and(Axis other) {
            int first = Math.min(start, other.start);
            return new Axis(first, Math.max(start + size, other.start + other.size) - first, step);
        }

        public Span of(int cell) {
            int first = start + cell * step;
            return new Span(first, first + size - 1);
        }
    }

    /// @param first pixel, from 0; negative in the padding
    /// @param last  pixel, inclusive
    public record Span(int first, int last) {

        /// What lies within an image of this length.
        public Span within(int length) {
            return new Span(Math.max(0, first), Math.min(length - 1, last));
        }
    }

    /// Of the output of a stage or of a convolution.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public static ReceptiveField of(Network network, String name) {
        ReceptiveField field = OF_INPUT;
        for (Network.Stage stage : network.stages()) {
            Optional<ReceptiveField> inside = field.at(stage.layer(), name);
            if (inside.isPresent()) {
                return inside.get();
            }
            field = field.behind(stage.layer());
            if (stage.name().equals(name)) {
                return field;
            }
        }
        throw new IllegalArgumentException("no layer or convolution '" + name + "'");
    }

    private Optional<ReceptiveField> at(Layer layer, String name) {
        if (layer instanceof Layer.Conv conv) {
            return conv.name().equals(name) ? Optional.of(behind(conv)) : Optional.empty();
        }
        if (layer instanceof Layer.Branches branches) {
            for (List<Layer> chain : branches.chains()) {
                ReceptiveField field = this;
                for (Layer link : chain) {
                    Optional<ReceptiveField> inside = field.at(link, name);
                    if (inside.isPresent()) {
                        return inside;
                    }
                    field = field.behind(link);
                }
            }
        }
        return Optional.empty();
    }

    private ReceptiveField behind(Layer layer) {
        return switch (layer) {
            case Layer.Conv conv -> behind(conv.window());
            case Layer.MaxPool pool -> behind(pool.window());
            case Layer.AveragePool pool -> behind(pool.window());
            case Layer.Branches branches -> branches.chains().stream().map(chain -> {
                ReceptiveField field = this;
                for (Layer link : chain) {
                    field = field.behind(link);
                }
                return field;
            }).reduce((a, b) -> new ReceptiveField(a.rows.and(b.rows), a.columns.and(b.columns))).orElseThrow();
        };
    }

    private ReceptiveField behind(Window window) {
        return new ReceptiveField(
                rows.behind(window.height(), window.stride(), window.padHeight()),
                columns.behind(window.width(), window.stride(), window.padWidth()));
    }
}
