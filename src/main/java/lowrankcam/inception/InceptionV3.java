package lowrankcam.inception;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.kernel.Window;
import lowrankcam.nn.Layer;
import lowrankcam.nn.Network;

/// The convolutional body of Inception-v3 as a table of blocks.
///
/// Paper: C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna, "Rethinking the Inception Architecture for
/// Computer Vision", CVPR 2016, table 1 and figures 5 to 7 and 10. Names are torchvision's; a 299×299×3 image becomes
/// 8×8×2048 at `Mixed_7c`. The order of the convolutions is the order in which Keras numbers them.
public final class InceptionV3 {

    /// Height and width of the images it was trained on.
    public static final int IMAGE_SIZE = 299;

    /// Output of the last block, the target of class activation maps.
    public static final String LAST_LAYER = "Mixed_7c";

    /// Channels of the last block.
    public static final int FEATURES = 2048;

    /// Added to the variance in every batch norm, in all dialects.
    public static final double BATCH_NORM_EPSILON = 0.001;

    private InceptionV3() {}

    /// The network in a dialect.
    public static Network network(Dialect dialect) {
        List<Network.Stage> stages = new ArrayList<>();
        stages.add(stem("Conv2d_1a_3x3", Window.valid(3, 3, 2), 32));
        stages.add(stem("Conv2d_2a_3x3", Window.valid(3, 3, 1), 32));
        stages.add(stem("Conv2d_2b_3x3", Window.same(3, 3), 64));
        stages.add(new Network.Stage("maxpool1", new Layer.MaxPool(Window.valid(3, 3, 2))));
        stages.add(stem("Conv2d_3b_1x1", Window.valid(1, 1, 1), 80));
        stages.add(stem("Conv2d_4a_3x3", Window.valid(3, 3, 1), 192));
        stages.add(new Network.Stage("maxpool2", new Layer.MaxPool(Window.valid(3, 3, 2))));
        stages.add(blockA("Mixed_5b", dialect, 32));
        stages.add(blockA("Mixed_5c", dialect, 64));
        stages.add(blockA("Mixed_5d", dialect, 64));
        stages.add(blockB("Mixed_6a"));
        stages.add(blockC("Mixed_6b", dialect, 128));
        stages.add(blockC("Mixed_6c", dialect, 160));
        stages.add(blockC("Mixed_6d", dialect, 160));
        stages.add(blockC("Mixed_6e", dialect, 192));
        stages.add(blockD("Mixed_7a"));
        stages.add(blockE("Mixed_7b", averagePool(dialect)));
        stages.add(blockE("Mixed_7c", lastPool(dialect)));
        return new Network(3, stages);
    }

    private static Network.Stage stem(String name, Window window, int outputs) {
        return new Network.Stage(name, new Layer.Conv(name, window, outputs));
    }

    /// 35×35, figure 5: 5×5 and double 3×3 convolutions.
    private static Network.Stage blockA(String name, Dialect dialect, int poolOutputs) {
        Block b = new Block(name);
        return b.of(List.of(
                chain(b.same("branch1x1", 1, 1, 64)),
                chain(b.same("branch5x5_1", 1, 1, 48), b.same("branch5x5_2", 5, 5, 64)),
                chain(b.same("branch3x3dbl_1", 1, 1, 64), b.same("branch3x3dbl_2", 3, 3, 96),
                        b.same("branch3x3dbl_3", 3, 3, 96)),
                chain(averagePool(dialect), b.same("branch_pool", 1, 1, poolOutputs))));
    }

    /// 35×35 to 17×17, figure 10.
    private static Network.Stage blockB(String name) {
        Block b = new Block(name);
        return b.of(List.of(
                chain(b.reduce("branch3x3", 384)),
                chain(b.same("branch3x3dbl_1", 1, 1, 64), b.same("branch3x3dbl_2", 3, 3, 96),
                        b.reduce("branch3x3dbl_3", 96)),
                chain(new Layer.MaxPool(Window.valid(3, 3, 2)))));
    }

    /// 17×17, figure 6: 7×7 convolutions as 1×7 and 7×1.
    private static Network.Stage blockC(String name, Dialect dialect, int inner) {
        Block b = new Block(name);
        return b.of(List.of(
                chain(b.same("branch1x1", 1, 1, 192)),
                chain(b.same("branch7x7_1", 1, 1, inner), b.same("branch7x7_2", 1, 7, inner),
                        b.same("branch7x7_3", 7, 1, 192)),
                chain(b.same("branch7x7dbl_1", 1, 1, inner), b.same("branch7x7dbl_2", 7, 1, inner),
                        b.same("branch7x7dbl_3", 1, 7, inner), b.same("branch7x7dbl_4", 7, 1, inner),
                        b.same("branch7x7dbl_5", 1, 7, 192)),
                chain(averagePool(dialect), b.same("branch_pool", 1, 1, 192))));
    }

    /// 17×17 to 8×8.
    private static Network.Stage blockD(String name) {
        Block b = new Block(name);
        return b.of(List.of(
                chain(b.same("branch3x3_1", 1, 1, 192), b.reduce("branch3x3_2", 320)),
                chain(b.same("branch7x7x3_1", 1, 1, 192), b.same("branch7x7x3_2", 1, 7, 192),
                        b.same("branch7x7x3_3", 7, 1, 192), b.reduce("branch7x7x3_4", 192)),
                chain(new Layer.MaxPool(Window.valid(3, 3, 2)))));
    }

    /// 8×8, figure 7: two branches that end in a 1×3 and a 3×1 side by side.
    private static Network.Stage blockE(String name, Layer pool) {
        Block b = new Block(name);
        return b.of(List.of(
                chain(b.same("branch1x1", 1, 1, 320)),
                chain(b.same("branch3x3_1", 1, 1, 384),
                        split(b.same("branch3x3_2a", 1, 3, 384), b.same("branch3x3_2b", 3, 1, 384))),
                chain(b.same("branch3x3dbl_1", 1, 1, 448), b.same("branch3x3dbl_2", 3, 3, 384),
                        split(b.same("branch3x3dbl_3a", 1, 3, 384), b.same("branch3x3dbl_3b", 3, 1, 384))),
                chain(pool, b.same("branch_pool", 1, 1, 192))));
    }

    private static Layer averagePool(Dialect dialect) {
        return new Layer.AveragePool(Window.same(3, 3), dialect.averagePadding());
    }

    private static Layer lastPool(Dialect dialect) {
        return switch (dialect.lastPool()) {
            case AVERAGE -> averagePool(dialect);
            case MAXIMUM -> new Layer.MaxPool(Window.same(3, 3));
        };
    }

    private static List<Layer> chain(Layer... layers) {
        return List.of(layers);
    }

    private static Layer split(Layer left, Layer right) {
        return new Layer.Branches(List.of(List.of(left), List.of(right)));
    }

    /// Names the convolutions of one block.
    private record Block(String name) {

        Layer same(String branch, int height, int width, int outputs) {
            return new Layer.Conv(name + "." + branch, Window.same(height, width), outputs);
        }

        Layer reduce(String branch, int outputs) {
            return new Layer.Conv(name + "." + branch, Window.valid(3, 3, 2), outputs);
        }

        Network.Stage of(List<List<Layer>> chains) {
            return new Network.Stage(name, new Layer.Branches(chains));
        }
    }
}
