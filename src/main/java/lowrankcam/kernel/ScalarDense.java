package lowrankcam.kernel;

/// The plain loop, and the oracle of the vector kernel.
record ScalarDense() implements Dense {

    @Override
    public float[] apply(float[] x, float[] weights, float[] bias) {
        Dense.check(x, weights, bias);
        float[] y = bias.clone();
        for (int o = 0; o < y.length; o++) {
            for (int i = 0; i < x.length; i++) {
                y[o] = Math.fma(x[i], weights[i * y.length + o], y[o]);
            }
        }
        return y;
    }
}
