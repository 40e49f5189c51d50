package lowrankcam.cam.sequence;

import java.util.Arrays;
import lowrankcam.cam.sequence.SequenceFrame.Changes;
import lowrankcam.linalg.Assignment;
import lowrankcam.linalg.PrincipalAngles;

/// Which mode of one frame goes on as which mode of the next.
///
/// Modes are compared by their channels, `C = Vᵀ V'`: what a mode means lies in its channels, and an object that
/// moves changes U but hardly V. The pairs make `Σ |C_ij| · √(σ_i σ'_j)` largest, so that strong modes choose
/// first.
///
/// @param products C, one row for each mode of the earlier frame
/// @param next     for each mode of the earlier frame its mode in the later one, or [Assignment#NONE]
record ModeMatching(double[][] products, int[] next) {

    /// Leading modes that tell a scene: more of them would also count the modes at the border of the rank, which
    /// change places with those beyond it from frame to frame.
    private static final int MOST_LEADING = 3;

    /// @param before       K×n, as n rows: channels of the earlier frame's modes, unit vectors
    /// @param sigmaBefore  their singular values
    /// @param countBefore  how many of them take part
    /// @param after        the same of the later frame
    static ModeMatching of(
            double[][] before, double[] sigmaBefore, int countBefore, double[][] after, double[] sigmaAfter,
            int countAfter) {
        double[][] products = new double[countBefore][countAfter];
        double[][] cost = new double[countBefore][countAfter];
        for (int i = 0; i < countBefore; i++) {
            for (int j = 0; j < countAfter; j++) {
                products[i][j] = dot(before[i], after[j]);
                cost[i][j] = -Math.abs(products[i][j]) * Math.sqrt(sigmaBefore[i] * sigmaAfter[j]);
            }
        }
        return new ModeMatching(products, Assignment.minimise(cost));
    }

    /// The scalar product of mode i with the mode it goes on as; 0 if there is none.
    double product(int i) {
        return next[i] == Assignment.NONE ? 0 : products[i][next[i]];
    }

    /// What changed, if modes go by their numbers as they do where every frame stands for itself.
    ///
    /// @param sameMode least `|C_ij|` of a mode that goes on
    Changes changes(double sameMode) {
        int modes = 0;
        int orders = 0;
        int signs = 0;
        int news = 0;
        for (int i = 0; i < next.length; i++) {
            if (next[i] != Assignment.NONE) {
                boolean same = Math.abs(product(i)) >= sameMode;
                modes++;
                orders += same && next[i] != i ? 1 : 0;
                signs += same && product(i) < 0 ? 1 : 0;
                news += same ? 0 : 1;
            }
        }
        return new Changes(modes, orders, signs, news);
    }

    /// Cosine of the largest principal angle between the two spaces of channels.
    double leastCosine() {
        double[] cosines = PrincipalAngles.cosines(products);
        return cosines.length == 0 ? 0 : cosines[cosines.length - 1];
    }

    /// Cosine of the largest angle between the leading modes of the earlier frame and the space of the later one:
    /// the first `min(3, ⌈r/2⌉)` of r modes; 0 if the later frame has fewer modes than that.
    double leadingCosine() {
        int leading = Math.min(MOST_LEADING, (products.length + 1) / 2);
        if (leading == 0 || products[0].length < leading) {
            return 0;
        }
        double[] cosines = PrincipalAngles.cosines(Arrays.copyOf(products, leading));
        return cosines[leading - 1];
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum = Math.fma(a[k], b[k], sum);
        }
        return sum;
    }
}
