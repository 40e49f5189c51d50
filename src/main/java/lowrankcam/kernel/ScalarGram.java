package lowrankcam.kernel;

/// The plain loops, and the oracle of the vector kernel.
record ScalarGram() implements Gram {

    @Override
    public Gram on(Workers team) {
        return this;
    }

    @Override
    public double[][] apply(float[] matrix, int rows, int columns) {
        Gram.check(matrix, rows, columns);
        double[][] gram = new double[rows][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < columns; k++) {
                    sum = Math.fma((double) matrix[i * columns + k], (double) matrix[j * columns + k], sum);
                }
                gram[i][j] = sum;
            }
        }
        Gram.mirror(gram);
        return gram;
    }
}
