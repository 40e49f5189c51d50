package lowrankcam.cam;

/// One of the masks whose weighted sum is a map.
///
/// @param index       place of its singular value, 0 for the largest
/// @param sigma       singular value σ_i
/// @param energyShare `σ_i² / Σσ²`
/// @param signMargin  how clearly its sign was decided, from 0 (a tie) to 1
/// @param weight      w_i; NaN for a mask that was dropped
/// @param mask        A_i, L·D values, row-major; empty if it was flat and dropped. To be read only
public record CamMode(
        int index, double sigma, double energyShare, double signMargin, double weight, double[] mask) {

    /// True if the mask was flat: it has no part in the map.
    public boolean isDropped() {
        return mask.length == 0;
    }

    public CamMode weighted(double other) {
        return new CamMode(index, sigma, energyShare, signMargin, other, mask);
    }
}
