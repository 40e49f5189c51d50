package lowrankcam.image;

/// Something to draw a chart on. Places are in pixels, y downwards; colours are 0xRRGGBB.
public interface Surface {

    /// Which part of a text lies at its place.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /// An open line through points.
    ///
    /// @param x     columns
    /// @param y     rows, as many
    /// @param width of the line
    void line(double[] x, double[] y, int colour, double width);

    /// A filled polygon.
    ///
    /// @param opacity 0 … 1
    void area(double[] x, double[] y, int colour, double opacity);

    /// A filled circle.
    void dot(double x, double y, double radius, int colour);

    /// A line of text whose base line lies at y.
    ///
    /// @param size height of the letters with their space, as a font size
    void text(double x, double y, String text, Anchor anchor, double size);

    /// A straight line between two points.
    default void segment(double x1, double y1, double x2, double y2, int colour, double width) {
        line(new double[] {x1, x2}, new double[] {y1, y2}, colour, width);
    }
}
