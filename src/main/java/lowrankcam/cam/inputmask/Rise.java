package lowrankcam.cam.inputmask;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.InputPasses;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.kernel.ResampleWeights;
import lowrankcam.model.Target;
import lowrankcam.random.SplitMix;
import lowrankcam.tensor.Tensor;

/// RISE: the mean of random masks, each weighed by the network's answer to the masked input. The network is a black
/// box.
///
/// Paper: V. Petsiuk, A. Das, K. Saenko, "RISE: Randomized Input Sampling for Explanation of Black-box Models",
/// BMVC 2018. `S[x] = 1/(N·p) Σ_i q_c(image ⊙ M_i) · M_i[x]`, at the input's resolution.
///
/// A mask: s×s cells, each 1 with probability p, enlarged by bilinear interpolation (half-pixel centres) to
/// `(s + 1) · ceil(H / s)` by `(s + 1) · ceil(W / s)` pixels, and cut out at a random place of the first cell. Beyond the
/// centres of the outer cells the grid is mirrored, as by the `skimage.transform.resize` of the authors' code.
///
/// | choice | here |
/// |---|---|
/// | N, s, p | 4000, 7, 0.5: the paper's for VGG-16 |
/// | random numbers of mask i | SplitMix64 from the state `seed · 2^32 + i`; no mask depends on another, or on threads |
/// | cells | row by row, 1 if the upper 53 bits as a fraction are below p |
/// | cut | then its row and its column, by remainder |
/// | score | probability |
///
/// The result is an estimate: its noise falls with the square root of N.
/// Passes: N network passes beside the first. The layer plays no part.
///
/// @param masks  N ≥ 1
/// @param cells  s ≥ 1
/// @param share  p, between 0 and 1
/// @param seed   of the random numbers
public record Rise(int masks, int cells, double share, int seed) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "rise", "RISE", "Petsiuk, Das & Saenko, BMVC 2018", Group.BLACK_BOX,
                    "1 + N network (N = 4000)", "any network; the layer plays no part",
                    List.of(
                            new MethodInfo.Parameter("masks", "4000", "random masks, N"),
                            new MethodInfo.Parameter("cells", "7", "cells of a mask along each side"),
                            new MethodInfo.Parameter("share", "0.5", "probability that a cell shows the image"),
                            new MethodInfo.Parameter("seed", "1", "of the random numbers")),
                    List.of(
                            new MethodInfo.Variant(
                                    "paper", "random masks of 7x7 cells, probability",
                                    settings -> new Rise(
                                            settings.whole("masks", 1, 10_000_000), settings.whole("cells", 1, 1000),
                                            settings.between("share", 0, 1),
                                            settings.whole("seed", 0, Integer.MAX_VALUE)))));

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public int maskedInputs(CamInput input) {
        return masks;
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor image = input.trace().image();
        double[] scores =
                InputPasses.scores(
                        input, masks, i -> InputPasses.masked(image, mask(input, i)), Target.Score.PROBABILITY);
        double[] sum = new double[image.positions()];
        for (int i = 0; i < masks; i++) {
            float[] mask = mask(input, i);
            for (int p = 0; p < sum.length; p++) {
                sum[p] = Math.fma(scores[i], (double) mask[p], sum[p]);
            }
        }
        for (int p = 0; p < sum.length; p++) {
            sum[p] /= masks * share;
        }
        return new CamMap(image, sum).choice("score", "probability").choice("relu", "none");
    }

    /// Mask i, H·W values.
    float[] mask(CamInput input, int i) {
        Tensor image = input.trace().image();
        SplitMix random = new SplitMix(((long) seed << 32) + i);
        float[] grid = new float[cells * cells];
        for (int cell = 0; cell < grid.length; cell++) {
            grid[cell] = (random.nextLong() >>> 11) * 0x1.0p-53 < share ? 1 : 0;
        }
        int cellHeight = (image.height() + cells - 1) / cells;
        int cellWidth = (image.width() + cells - 1) / cells;
        int top = (int) Long.remainderUnsigned(random.nextLong(), cellHeight);
        int left = (int) Long.remainderUnsigned(random.nextLong(), cellWidth);
        int width = (cells + 1) * cellWidth;
        float[] large = new float[(cells + 1) * cellHeight * width];
        input.resample().resample(
                grid, cells, cells, 1, ResampleWeights.mirrored(cells, (cells + 1) * cellHeight),
                ResampleWeights.mirrored(cells, width), large);
        float[] mask = new float[image.positions()];
        for (int y = 0; y < image.height(); y++) {
            System.arraycopy(large, (top + y) * width + left, mask, y * image.width(), image.width());
        }
        return mask;
    }
}
