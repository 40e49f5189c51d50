package lowrankcam.arithmetic;

import lowrankcam.cam.CamMode;

/// One mode of LowRank-CAM: from a left singular vector to its part in the cell's sum.
///
/// @param mode          mask, weight, singular value. To be read only
/// @param vector        u_i with its sign, P values
/// @param turned        true if the rule wants the other sign than the channel sum
/// @param signProduct   `u_i · m`, or with the class map in place of m where the rule asks for it; from 0, one fused multiply-add a step
/// @param gramTimesMode `Σ_q G[p,q] u_i[q]` at the cell, NaN if the decomposition did not use G
/// @param squareTimesMode `σ_i² u_i[p]`, which an eigenvector makes of it
/// @param maskedSum     `Σ_p A_i[p] CAM_c[p]`, NaN if the head is not linear
/// @param logit         `b_c + maskedSum / P`, NaN likewise
/// @param sum           the cell's sum after this mode
public record ModeSum(
        CamMode mode, double[] vector, boolean turned, double signProduct, double gramTimesMode, double squareTimesMode,
        double maskedSum, double logit, double sum) {}
