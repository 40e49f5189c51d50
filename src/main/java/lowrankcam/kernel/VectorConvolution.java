package lowrankcam.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tiles over packed panels; see [WideTiles] and [NarrowTiles] for the inner loops.
///
/// A work item is one panel of output channels times one block of pixels. Inside it the rows of the panel are taken
/// in chunks that stay in the second-level cache while all tiles of the block pass over them; between chunks the
/// partial sums rest in the output itself. Neither blocking changes the order of any sum.
record VectorConvolution() implements Convolution {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    /// 32 registers exist only with 512-bit vectors.
    private static final boolean WIDE = S.vectorBitSize() >= 512;

    private static final int MAX_PANEL_VECTORS = WIDE ? 4 : 2;

    /// Pixels of a block: a common multiple of the tile heights 6 and 12.
    private static final int BLOCK = 48;

    /// Rows of a panel that are read between two visits to the output: 128 KiB at 64 channels.
    private static final int CHUNK = 512;

    @Override
    public PackedWeights pack(float[] weights, float[] bias, int rows) {
        return new PackedWeights(weights, bias, rows, panelWidths(bias.length));
    }

    /// Panels of 4, 2 and 1 vectors, then the channels that fill no vector.
    private static int[] panelWidths(int outputs) {
        int[] widths = new int[outputs / N + 2];
        int count = 0;
        int left = outputs;
        for (int vectors = MAX_PANEL_VECTORS; vectors >= 1; vectors /= 2) {
            for (; left >= vectors * N; left -= vectors * N) {
                widths[count++] = vectors * N;
            }
        }
        if (left > 0) {
            widths[count++] = left;
        }
        return Arrays.copyOf(widths, count);
    }

    @Override
    public void apply(
            ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output, Workers workers) {
        weights.check(plan);
        int blocks = (plan.pixels() + BLOCK - 1) / BLOCK;
        int[] widths = weights.panelWidths();
        workers.run(
                blocks * widths.length,
                item -> {
                    int panel = item / blocks;
                    int channel = 0;
                    for (int i = 0; i < panel; i++) {
                        channel += widths[i];
                    }
                    int first = item % blocks * BLOCK;
                    int end = Math.min(plan.pixels(), first + BLOCK);
                    panelBlock(plan, input, weights, output, channel, widths[panel], first, end);
                });
    }

    private static void panelBlock(
            ConvolutionPlan plan, float[] input, PackedWeights weights, float[] output,
            int channel, int width, int first, int end) {
        int[] outRows = plan.outputRows();
        for (int p = first; p < end && plan.form() != ConvolutionForm.ADDED; p++) {
            System.arraycopy(weights.bias(), channel, output, outRows[p] + channel, width);
        }
        int panel = weights.rows() * channel;
        for (int ky = 0; ky < plan.kernelHeight(); ky++) {
            int shift = ky * plan.inputRowStride();
            for (int k = 0; k < plan.runLength(); k += CHUNK) {
                int length = Math.min(CHUNK, plan.runLength() - k);
                int row = panel + (ky * plan.runLength() + k) * width;
                Panel b = new Panel(weights.values(), row, length, width);
                tiles(plan, input, shift + k, b, output, channel, first, end);
            }
        }
        for (int p = first; p < end && plan.form() == ConvolutionForm.RECTIFIED; p++) {
            rectify(output, outRows[p] + channel, width);
        }
    }

    /// One chunk of a panel: `length` rows of `width` weights from `offset` on.
    private record Panel(float[] values, int offset, int length, int width) {}

    private static void tiles(
            ConvolutionPlan plan, float[] a, int aShift, Panel b, float[] c, int cShift, int first, int end) {
        int[] in = plan.inputRows();
        int[] out = plan.outputRows();
        float[] w = b.values();
        int length = b.length();
        int offset = b.offset();
        int p = first;
        if (b.width() == 4 * N) {
            for (; p + 6 <= end; p += 6) {
                WideTiles.tile6x4(a, in, aShift, length, w, offset, c, out, cShift, p);
            }
            for (; p < end; p++) {
                NarrowTiles.tile1x4(a, in, aShift, length, w, offset, c, out, cShift, p);
            }
        } else if (b.width() == 2 * N) {
            if (WIDE) {
                for (; p + 12 <= end; p += 12) {
                    WideTiles.tile12x2(a, in, aShift, length, w, offset, c, out, cShift, p);
                }
            } else {
                for (; p + 6 <= end; p += 6) {
                    NarrowTiles.tile6x2(a, in, aShift, length, w, offset, c, out, cShift, p);
                }
            }
            for (; p < end; p++) {
                NarrowTiles.tile1x2(a, in, aShift, length, w, offset, c, out, cShift, p);
            }
        } else if (b.width() == N) {
            for (; p + 12 <= end; p += 12) {
                NarrowTiles.tile12x1(a, in, aShift, length, w, offset, c, out, cShift, p);
            }
            for (; p < end; p++) {
                NarrowTiles.tile1x1(a, in, aShift, length, w, offset, c, out, cShift, p);
            }
        } else {
            for (; p < end; p++) {
                rest(a, in[p] + aShift, b, c, out[p] + cShift);
            }
        }
    }

    /// Channels that fill no vector.
    private static void rest(float[] a, int aOffset, Panel b, float[] c, int cOffset) {
        int w = b.offset();
        for (int k = 0; k < b.length(); k++) {
            float x = a[aOffset + k];
            for (int o = 0; o < b.width(); o++) {
                c[cOffset + o] = Math.fma(x, b.values()[w++], c[cOffset + o]);
            }
        }
    }

    private static void rectify(float[] c, int offset, int width) {
        int o = 0;
        for (; o + N <= width; o += N) {
            FloatVector.fromArray(S, c, offset + o).max(0f).intoArray(c, offset + o);
        }
        for (; o < width; o++) {
            c[offset + o] = Math.max(c[offset + o], 0f);
        }
    }
}
