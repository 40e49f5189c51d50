package lowrankcam.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// One vector of outputs at a time; the outputs that fill no vector go one by one.
record VectorDense() implements Dense {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    @Override
    public float[] apply(float[] x, float[] weights, float[] bias) {
        Dense.check(x, weights, bias);
        float[] y = bias.clone();
        int outputs = y.length;
        int o = 0;
        for (; o + N <= outputs; o += N) {
            FloatVector sum = FloatVector.fromArray(S, y, o);
            for (int i = 0; i < x.length; i++) {
                sum = FloatVector.broadcast(S, x[i]).fma(FloatVector.fromArray(S, weights, i * outputs + o), sum);
            }
            sum.intoArray(y, o);
        }
        for (; o < outputs; o++) {
            float sum = y[o];
            for (int i = 0; i < x.length; i++) {
                sum = Math.fma(x[i], weights[i * outputs + o], sum);
            }
            y[o] = sum;
        }
        return y;
    }
}
