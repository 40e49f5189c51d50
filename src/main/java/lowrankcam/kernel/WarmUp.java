package lowrankcam.kernel;

import lowrankcam.tensor.Plane;

/// Small layers that pass through every loop of the network's kernels, repeated until the JIT has compiled them.
///
/// Runs are kept short, so that a tile is compiled as a whole and not first by its loop.
record WarmUp(Convolution convolution, Pooling pooling, Gram gram) {

    private static final int REPEATS = 24;

    /// Channels that fill panels of every width that the network has, with any vector width.
    private static final int OUTPUTS = 144;

    private static final int INPUTS = 8;

    void run() {
        Scratch scratch = new Scratch(1);
        Plane from = Plane.dense(6, 6, INPUTS);
        Plane to = Plane.dense(6, 6, OUTPUTS);
        float[] image = new float[from.size()];
        float[] output = new float[to.size()];
        float[] bias = new float[OUTPUTS];
        Window one = Window.same(1, 1);
        Window three = Window.same(3, 3);
        PackedWeights weights = convolution.pack(new float[INPUTS * OUTPUTS], bias, one, INPUTS);
        Task product =
                convolution.task(
                        new ConvolutionPlan(from, to, one, ConvolutionForm.RECTIFIED), image, weights, output, scratch);
        Plane half = Plane.dense(2, 2, OUTPUTS);
        Task max =
                pooling.maxTask(new PoolingPlan(to, half, Window.valid(3, 3, 2)), output, new float[half.size()]);
        Task average =
                pooling.averageTask(
                        new PoolingPlan(to, to, three), Padding.NOT_COUNTED, output, new float[to.size()]);
        float[] matrix = new float[16 * 8];
        for (int i = 0; i < REPEATS; i++) {
            all(product);
            all(max);
            all(average);
            gram.apply(matrix, 16, 8);
        }
    }

    private static void all(Task task) {
        for (int item = 0; item < task.items(); item++) {
            task.run(item, 0);
        }
    }
}
