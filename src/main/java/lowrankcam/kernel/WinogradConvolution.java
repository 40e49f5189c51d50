package lowrankcam.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;
import lowrankcam.tensor.Plane;

/// Convolution by minimal filtering where [Winograd] has a scheme, and directly elsewhere.
///
/// A work item is a group of tiles. Their patches are transformed into one matrix of tiles × inputs for each point,
/// multiplied with the point's I×O weights, and the products transformed back, all in scratch memory that fits the
/// second-level cache.
///
/// **Sum order:** the transforms as written in [WinogradKernels], rows before columns; products from 0, i ascending, one fused
/// multiply-add a step; then the bias, then the ReLU. Same bits from both kernels, any width and thread count.
///
/// @param direct     for all other convolutions, and for the layout of the points' weights
/// @param transforms scalar or vector
record WinogradConvolution(Convolution direct, WinogradKernels transforms) implements Convolution {

    @Override
    public PackedWeights pack(float[] weights, float[] bias, int rows) {
        return direct.pack(weights, bias, rows);
    }

    @Override
    public PackedWeights pack(float[] weights, float[] bias, Window window, int inputs) {
        int outputs = bias.length;
        Winograd scheme = Winograd.of(window, inputs, outputs);
        if (scheme == null) {
            return direct.pack(weights, bias, window, inputs);
        }
        float[][] points = scheme.transform(weights, inputs * outputs);
        PackedWeights[] packed = new PackedWeights[points.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = direct.pack(points[i], bias, inputs);
        }
        int count = window.height() * window.width() * inputs * outputs;
        return new PackedWeights(scheme, packed, Arrays.copyOf(weights, count), bias);
    }

    @Override
    public Task task(ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output, Scratch scratch) {
        if (weights.scheme() == null) {
            return direct.task(plan, input, weights, output, scratch);
        }
        weights.check(plan);
        if (plan.form() != ConvolutionForm.RECTIFIED) {
            throw new IllegalArgumentException("minimal filtering is for layers with ReLU only, found " + plan.form());
        }
        return new Groups(plan, weights, transforms, input, output, scratch);
    }

    private static final class Groups implements Task {

        /// So that vectors of scratch memory lie in cache lines.
        private static final int LEAD = Plane.LEAD;

        private final PackedWeights weights;
        private final WinogradKernels kernels;
        private final Winograd scheme;
        private final float[] input;
        private final float[] output;
        private final Scratch scratch;
        private final Plane from;
        private final Plane to;
        private final Window window;
        private final int inputs;
        private final int outputs;
        private final int tilesAcross;
        /// Tiles to make, ascending.
        private final int[] chosen;
        private final int tiles;
        private final int group;
        /// Rows of the matrices of one point, with one to spare so that points do not fall on the same cache sets.
        private final int rows;
        private final int[] patchRows;
        /// For each panel: where the row of a product starts, less the panel's first channel.
        private final int[][] productRows;
        private final int widest;
        private final float[] zeros;

        Groups(
                ConvolutionPlan plan, PackedWeights weights, WinogradKernels kernels, float[] input, float[] output,
                Scratch scratch) {
            this.weights = weights;
            this.kernels = kernels;
            this.scheme = weights.scheme();
            this.input = input;
            this.output = output;
            this.scratch = scratch;
            this.from = plan.input();
            this.to = plan.output();
            this.window = plan.kernel();
            this.inputs = from.channels();
            this.outputs = to.channels();
            this.tilesAcross = (to.width() + scheme.tileWidth() - 1) / scheme.tileWidth();
            this.chosen = chosen(plan.chosen(), tilesAcross * Math.ceilDiv(to.height(), scheme.tileHeight()));
            this.tiles = chosen.length;
            this.group = groupSize();
            this.rows = group + 1;
            this.patchRows = new int[scheme.points() * rows];
            Arrays.setAll(patchRows, i -> LEAD + i * inputs);
            int[] channels = weights.panelChannels();
            this.widest = Arrays.stream(weights.panelWidths()).max().orElseThrow();
            this.productRows = new int[channels.length][scheme.points() * rows];
            for (int panel = 0; panel < channels.length; panel++) {
                int channel = channels[panel];
                Arrays.setAll(productRows[panel], i -> LEAD + i * widest - channel);
            }
            this.zeros = new float[outputs];
        }

        /// All tiles, or those in which one of these pixels lies.
        private int[] chosen(int[] pixels, int all) {
            boolean[] wanted = new boolean[all];
            Arrays.fill(wanted, pixels == null);
            for (int p : pixels == null ? new int[0] : pixels) {
                int y = p / to.width() / scheme.tileHeight();
                wanted[y * tilesAcross + p % to.width() / scheme.tileWidth()] = true;
            }
            return IntStream.range(0, all).filter(tile -> wanted[tile]).toArray();
        }

        /// As many tiles as fit the second-level cache, fewer where that leaves enough groups for several threads.
        /// Multiples of the heights of the register tiles.
        private int groupSize() {
            return switch (scheme) {
                case SQUARE_3 -> tiles > 192 ? 24 : 16;
                case SQUARE_5, ROW, COLUMN -> 12;
            };
        }

        @Override
        public int items() {
            return (tiles + group - 1) / group;
        }

        @Override
        public void run(int item, int thread) {
            int first = item * group;
            int count = Math.min(group, tiles - first);
            int points = scheme.points();
            float[] patches = scratch.floats(thread, 0, LEAD + points * rows * inputs);
            float[] products = scratch.floats(thread, 1, LEAD + points * rows * widest);
            float[] work = scratch.floats(thread, 2, LEAD + points * Math.max(inputs, widest));
            float[] padded = scratch.floats(thread, 3, LEAD + points * Math.max(inputs, widest));
            for (int t = 0; t < count; t++) {
                transformPatch(chosen[first + t], patches, LEAD + t * inputs, work, padded);
            }
            for (int panel = 0; panel < weights.panelWidths().length; panel++) {
                for (int point = 0; point < points; point++) {
                    kernels.product(
                            patches, patchRows, weights.points()[point], panel, products, productRows[panel], zeros,
                            point * rows, point * rows + count);
                }
                for (int t = 0; t < count; t++) {
                    transformBack(chosen[first + t], panel, products, LEAD + t * widest, work, padded);
                }
            }
        }

        private void transformPatch(int tile, float[] patches, int target, float[] work, float[] padded) {
            int y = tile / tilesAcross * scheme.tileHeight() - window.padHeight();
            int x = tile % tilesAcross * scheme.tileWidth() - window.padWidth();
            float[] source = input;
            int at = from.offset(y, x);
            int rowStride = from.rowStride();
            int pixelStride = from.pixelStride();
            if (y + scheme.patchHeight() > from.height() + from.border()
                    || x + scheme.patchWidth() > from.width() + from.border()) {
                copyPatch(y, x, padded);
                source = padded;
                at = LEAD;
                rowStride = scheme.patchWidth() * inputs;
                pixelStride = inputs;
            }
            int step = rows * inputs;
            int high = scheme.patchHeight();
            int wide = scheme.patchWidth();
            if (high == 1) {
                kernels.input(wide, source, at, pixelStride, patches, target, step, inputs);
            } else if (wide == 1) {
                kernels.input(high, source, at, rowStride, patches, target, step, inputs);
            } else {
                for (int j = 0; j < wide; j++) {
                    kernels.input(high, source, at + j * pixelStride, rowStride, work, LEAD + j * inputs, wide * inputs, inputs);
                }
                for (int i = 0; i < high; i++) {
                    kernels.input(wide, work, LEAD + i * wide * inputs, inputs, patches, target + i * wide * step, step, inputs);
                }
            }
        }

        /// A patch that reaches beyond the buffer: what is outside becomes zero.
        private void copyPatch(int y, int x, float[] padded) {
            int width = scheme.patchWidth() * inputs;
            int columns = Math.min(scheme.patchWidth(), from.width() + from.border() - x);
            for (int i = 0; i < scheme.patchHeight(); i++) {
                int inside = y + i < from.height() + from.border() ? columns * inputs : 0;
                if (inside > 0) {
                    System.arraycopy(input, from.offset(y + i, x), padded, LEAD + i * width, inside);
                }
                Arrays.fill(padded, LEAD + i * width + inside, LEAD + (i + 1) * width, 0f);
            }
        }

        private void transformBack(int tile, int panel, float[] products, int at, float[] work, float[] tileOut) {
            int width = weights.panelWidths()[panel];
            int channel = weights.panelChannels()[panel];
            int step = rows * widest;
            int high = scheme.patchHeight();
            int wide = scheme.patchWidth();
            if (high == 1 || wide == 1) {
                kernels.output(scheme.points(), products, at, step, tileOut, LEAD, width, width);
            } else {
                for (int j = 0; j < wide; j++) {
                    kernels.output(high, products, at + j * step, wide * step, work, LEAD + j * width, wide * width, width);
                }
                int across = scheme.tileWidth() * width;
                for (int i = 0; i < scheme.tileHeight(); i++) {
                    kernels.output(wide, work, LEAD + i * wide * width, width, tileOut, LEAD + i * across, width, width);
                }
            }
            int y = tile / tilesAcross * scheme.tileHeight();
            int x = tile % tilesAcross * scheme.tileWidth();
            int rowsInside = Math.min(scheme.tileHeight(), to.height() - y);
            int columnsInside = Math.min(scheme.tileWidth(), to.width() - x);
            for (int i = 0; i < rowsInside; i++) {
                for (int j = 0; j < columnsInside; j++) {
                    kernels.finish(
                            tileOut, LEAD + (i * scheme.tileWidth() + j) * width, weights.bias(), channel, output,
                            to.offset(y + i, x + j) + channel, width);
                }
            }
        }
    }
}
