package lowrankcam.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Register tiles over packed panels; the inner loops are in `Tile6x4` and its neighbours.
///
/// A work item is one panel of output channels times one block of pixels. Inside it the rows of the panel are taken
/// in chunks that stay in the second-level cache while all tiles of the block pass over them; between chunks the
/// partial sums rest in the output itself. Neither blocking changes the order of any sum.
record VectorConvolution() implements Convolution {

    private static final int N = Lanes.SPECIES.length();

    /// 32 registers exist only with 512-bit vectors.
    private static final boolean WIDE = Lanes.SPECIES.vectorBitSize() >= 512;

    /// Pixels of a block, about.
    private static final int BLOCK = 48;

    /// Pixels of a layer that are one block if there are few threads: a panel longer than the cache is then read once.
    private static final int WHOLE = 96;

    /// Threads that share out the panels of such a layer without one block more.
    private static final int FEW = 4;

    /// Blocks that one panel serves before the next panel's turn, so that it stays in the second-level cache.
    private static final int PART = 4;

    /// The same for a single thread, which takes all 17×17 pixels at once; of several each keeps its own.
    private static final int PART_ALONE = 8;

    /// Rows of a panel that are read between two visits to the output: 128 KiB at 64 channels.
    private static final int CHUNK = 512;

    @Override
    public PackedWeights pack(float[] weights, float[] bias, int rows) {
        return new PackedWeights(weights, bias, rows, panelWidths(bias.length));
    }

    /// Panels of 4 vectors where there are 32 registers, ending in 3, 3 + 3, 3 + 2 or 2 so that none is narrower than
    /// it must be; of 2 vectors with 16 registers. Channels that fill no vector come last.
    private static int[] panelWidths(int outputs) {
        int[] widths = new int[outputs / N + 2];
        int count = 0;
        int left = outputs / N;
        while (left > 0) {
            int vectors;
            if (WIDE) {
                vectors = left == 6 || left == 5 || left == 3 ? 3 : Math.min(left, 4);
            } else {
                vectors = Math.min(left, 2);
            }
            widths[count++] = vectors * N;
            left -= vectors;
        }
        if (outputs % N > 0) {
            widths[count++] = outputs % N;
        }
        return Arrays.copyOf(widths, count);
    }

    @Override
    public Task task(
            ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output, Scratch scratch) {
        weights.check(plan);
        return new Panels(plan, input, weights, output, scratch.threads());
    }

    /// All panels of one convolution: part by part of the pixels, panel by panel, block by block.
    private static final class Panels implements Task {

        private final ConvolutionPlan plan;
        private final float[] input;
        private final PackedWeights weights;
        private final float[] output;
        private final int[] widths;
        private final int blocks;
        private final int part;

        Panels(ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output, int threads) {
            this.plan = plan;
            this.input = input;
            this.weights = weights;
            this.output = output;
            this.widths = weights.panelWidths();
            boolean whole = plan.pixels() <= WHOLE && threads <= FEW;
            this.blocks = whole ? 1 : Math.ceilDiv(plan.pixels(), BLOCK);
            this.part = threads == 1 ? PART_ALONE : PART;
        }

        @Override
        public int items() {
            return blocks * widths.length;
        }

        @Override
        public void run(int item, int thread) {
            int start = item / (part * widths.length) * part;
            int blocksOfPart = Math.min(part, blocks - start);
            int rest = item - start * widths.length;
            int panel = rest / blocksOfPart;
            int block = start + rest % blocksOfPart;
            int rows = rowsOfTile(widths[panel]);
            int tiles = (plan.pixels() + rows - 1) / rows;
            int first = (int) ((long) tiles * block / blocks) * rows;
            int end = Math.min(plan.pixels(), (int) ((long) tiles * (block + 1) / blocks) * rows);
            for (int ky = 0; ky < plan.kernelHeight(); ky++) {
                for (int k = 0; k < plan.runLength(); k += CHUNK) {
                    chunk(panel, ky, k, first, end);
                }
            }
            if (plan.form() == ConvolutionForm.RECTIFIED) {
                for (int p = first; p < end; p++) {
                    rectify(output, plan.outputRows()[p] + weights.panelChannels()[panel], widths[panel]);
                }
            }
        }

        /// Adds a chunk of the panel, from row k of run ky on, to the sums of pixels first … end-1.
        private void chunk(int panel, int ky, int k, int first, int end) {
            int length = Math.min(CHUNK, plan.runLength() - k);
            boolean biased = ky == 0 && k == 0 && plan.form() != ConvolutionForm.ADDED;
            panelProduct(
                    input, plan.inputRows(), ky * plan.inputRowStride() + k, weights, panel, ky * plan.runLength() + k,
                    length, output, plan.outputRows(), biased ? weights.bias() : output, biased ? 0 : -1, first, end);
        }
    }

    /// Adds `length` rows of one panel, from `row` on, to the sums of pixels first … end-1, which start from `start`:
    /// see [Tile6x4].
    static void panelProduct(
            float[] a, int[] aRows, int aShift, PackedWeights weights, int panel, int row, int length,
            float[] c, int[] cRows, float[] start, int startMask, int first, int end) {
        int width = weights.panelWidths()[panel];
        int channel = weights.panelChannels()[panel];
        int b = weights.index(panel, row);
        float[] w = weights.values();
        int last = end - 1;
        int rows = rowsOfTile(width);
        if (width % N != 0) {
            for (int p = first; p < end; p++) {
                System.arraycopy(start, channel + (cRows[p] & startMask), c, cRows[p] + channel, width);
                rest(a, aRows[p] + aShift, length, w, b, c, cRows[p] + channel, width);
            }
        } else if (WIDE && width == 4 * N) {
            for (int p = first; p < end; p += rows) {
                Tile6x4.run(a, aRows, aShift, length, w, b, c, cRows, channel, start, startMask, p, last);
            }
        } else if (WIDE && width == 3 * N) {
            for (int p = first; p < end; p += rows) {
                Tile8x3.run(a, aRows, aShift, length, w, b, c, cRows, channel, start, startMask, p, last);
            }
        } else if (WIDE && width == 2 * N) {
            for (int p = first; p < end; p += rows) {
                Tile12x2.run(a, aRows, aShift, length, w, b, c, cRows, channel, start, startMask, p, last);
            }
        } else if (width == 2 * N) {
            for (int p = first; p < end; p += rows) {
                Tile6x2.run(a, aRows, aShift, length, w, b, c, cRows, channel, start, startMask, p, last);
            }
        } else {
            for (int p = first; p < end; p += rows) {
                Tile12x1.run(a, aRows, aShift, length, w, b, c, cRows, channel, start, startMask, p, last);
            }
        }
    }

    /// Channels that fill no vector.
    private static void rest(float[] a, int at, int length, float[] w, int b, float[] c, int target, int width) {
        for (int k = 0; k < length; k++) {
            float x = a[at + k];
            for (int o = 0; o < width; o++) {
                c[target + o] = Math.fma(x, w[b + k * width + o], c[target + o]);
            }
        }
    }

    private static void rectify(float[] c, int offset, int width) {
        int o = 0;
        for (; o + N <= width; o += N) {
            FloatVector.fromArray(Lanes.SPECIES, c, offset + o).max(0f).intoArray(c, offset + o);
        }
        for (; o < width; o++) {
            c[offset + o] = Math.max(c[offset + o], 0f);
        }
    }

    private static int rowsOfTile(int width) {
        return switch (width / N) {
            case 4 -> 6;
            case 3 -> 8;
            case 2 -> WIDE ? 12 : 6;
            default -> 12;
        };
    }
}
