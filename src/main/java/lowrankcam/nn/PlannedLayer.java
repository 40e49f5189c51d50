package lowrankcam.nn;

/// One convolution or pool of a session, with the sizes of what goes in and what comes out.
///
/// @param layer no branches
public record PlannedLayer(Layer layer, Network.Size input, Network.Size output) {

    /// Pixels · O · kh · kw · I of a convolution; none of a pool.
    public long multiplyAdds() {
        return layer instanceof Layer.Conv conv ? outputs() * new Network.Unit(conv, input.channels()).rows() : 0;
    }

    /// Multiply-adds of a convolution; values that a pool looks at.
    long operations() {
        return layer instanceof Layer.Pool pool ? outputs() * pool.window().height() * pool.window().width() : multiplyAdds();
    }

    private long outputs() {
        return (long) output.height() * output.width() * output.channels();
    }
}
