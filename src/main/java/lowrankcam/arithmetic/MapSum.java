package lowrankcam.arithmetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMode;
import lowrankcam.cam.Relu;
import lowrankcam.cam.activation.Cam;
import lowrankcam.cam.lowrank.LowRankModes;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.linalg.ThinSvd;

/// One cell of a map of LowRank-CAM, step by step. All sums are in double, from 0 with ascending index.
public final class MapSum {

    private final Place.Cell cell;
    private final LowRankOptions options;
    private final CamInput input;
    private final ThinSvd svd;
    private final double[] channelSums;
    private final double[] gramRow;
    private final double[] classMap;
    private final List<ModeSum> modes = new ArrayList<>();
    private final double total;
    private final CamMap map;

    MapSum(CamInput input, Place.Cell cell, LowRankOptions options) {
        this.input = input;
        this.cell = cell;
        this.options = options;
        LowRankModes low = new LowRankModes(options, input);
        this.svd = low.svd();
        this.channelSums = svd.rowSums();
        this.gramRow = svd.rows() <= svd.columns() ? rowOfGram() : new double[0];
        this.classMap = input.hasLinearRest() ? Cam.classMap(input) : new double[0];
        List<CamMode> weighed = low.weighAll();
        double sum = 0;
        for (CamMode mode : weighed) {
            sum = mode.isDropped() ? sum : Math.fma(mode.weight(), mode.mask()[cell.position()], sum);
            modes.add(of(mode, low.oriented(mode.index()), sum));
        }
        this.total = sum;
        this.map = low.map(weighed);
    }

    private double[] rowOfGram() {
        return input.model().gram().apply(input.features().values(), svd.rows(), svd.columns())[cell.position()];
    }

    private ModeSum of(CamMode mode, double[] vector, double sum) {
        boolean turned = !Arrays.equals(vector, svd.left(mode.index()));
        boolean byClass = options.sign() == LowRankOptions.Sign.CLASS;
        double[] basis = byClass ? classMap : channelSums;
        double sigma = mode.sigma();
        double masked = classMap.length == 0 || mode.isDropped() ? Double.NaN : maskedSum(mode.mask());
        return new ModeSum(
                mode, vector, turned, basis.length == 0 ? Double.NaN : dot(vector, basis),
                gramRow.length == 0 ? Double.NaN : dot(gramRow, vector), sigma * sigma * vector[cell.position()], masked,
                bias() + masked / svd.rows(), sum);
    }

    /// Positions where the mask is 0 are left out.
    private double maskedSum(double[] mask) {
        double sum = 0;
        for (int p = 0; p < mask.length; p++) {
            sum = mask[p] == 0 ? sum : Math.fma(mask[p], classMap[p], sum);
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    public Place.Cell cell() {
        return cell;
    }

    public LowRankOptions options() {
        return options;
    }

    /// Index of the class.
    public int classIndex() {
        return input.target().classIndex();
    }

    /// Features of the cell, K values: the cell's row of M.
    public float[] features() {
        float[] row = new float[svd.columns()];
        System.arraycopy(input.features().values(), cell.position() * row.length, row, 0, row.length);
        return row;
    }

    /// m, P values: the sum of the features at each position, in double.
    public double[] channelSums() {
        return channelSums.clone();
    }

    /// The cell's row of `G = M Mᵀ`, P values; empty if the decomposition takes the smaller `MᵀM`.
    public double[] gramRow() {
        return gramRow.clone();
    }

    /// Singular values above the tolerance, descending.
    public double[] spectrum() {
        return svd.sigma();
    }

    /// Weights of the class in a head of one dense layer, K values; empty for others.
    public float[] headWeights() {
        float[] weights = new float[input.hasLinearRest() ? svd.columns() : 0];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = input.model().head().weight(classIndex(), k);
        }
        return weights;
    }

    /// `CAM_c[p] = Σ_k M[p,k] W[c,k]`, P values; empty for heads of several layers and at earlier layers.
    public double[] classMap() {
        return classMap.clone();
    }

    /// Bias of the class, NaN where there is no class map.
    public double bias() {
        return input.hasLinearRest() ? input.model().head().bias(classIndex()) : Double.NaN;
    }

    public List<ModeSum> modes() {
        return List.copyOf(modes);
    }

    /// The cell's sum over the modes, before the ReLU.
    public double total() {
        return total;
    }

    /// The cell of the map by these sums.
    public double value() {
        return options.finalRelu() == Relu.AT_THE_END ? Math.max(0, total) : total;
    }

    /// The cell of the map as the method gives it.
    public double ofMethod() {
        return map.raw()[cell.position()];
    }

    /// True if both are the same bits.
    public boolean agrees() {
        return Double.doubleToRawLongBits(value()) == Double.doubleToRawLongBits(ofMethod());
    }

    /// What a reader should know of the map.
    public List<String> flags() {
        return map.flags();
    }
}
