package lowrankcam.phantom;

/// A bone as a body of revolution about a slightly bowed axis: cortical shell, spongy inside, flared ends.
///
/// Lengths are centimetres. `u` runs along the axis from 0 to `length`, `v` across it.
///
/// @param x       start of the axis
/// @param dx      unit direction of the axis
/// @param shape   outline and shell
/// @param density mineral content, 1 for a healthy long bone
/// @param seed    of the trabecular texture
/// @param cut     keeps only one side of a fracture; null for a whole bone
/// @param hole    a lytic lesion; null for none
record PhantomBone(
        double x, double y, double dx, double dy, double length,
        Shape shape, double density, long seed, Cut cut, Hole hole) {

    /// Attenuation of cortical bone beyond that of soft tissue, per centimetre.
    private static final double CORTICAL = 1.0;

    /// @param radius     of the shaft
    /// @param cortex     thickness of the shell at mid-shaft as a share of the radius
    /// @param bow        how far the middle of the axis is off the straight line
    /// @param startFlare widening at the start as a share of the radius
    /// @param startCap   length over which the start is rounded off
    record Shape(
            double radius, double cortex, double bow,
            double startFlare, double endFlare, double startCap, double endCap) {}

    /// A jagged fracture line at `u = at + slope * v`; `side` is +1 to keep what lies beyond it, -1 to keep
    /// the rest.
    record Cut(double at, double slope, double jag, long seed, double side, double blur) {

        double keep(double u, double v) {
            double line = at + slope * v + jag * PhantomRandom.noise(seed, v / (jag * 2 + 1e-9), 0.5);
            return Math.clamp(0.5 + side * (u - line) / blur, 0.0, 1.0);
        }
    }

    /// An ellipse of bone loss with a ragged margin that also widens the bone a little.
    record Hole(double at, double across, double along, double wide, double loss, double bulge, long seed) {

        /// Mean of the `radius` at which the loss begins, and the share by which it strays at most.
        static final double RIM = 1.08;
        static final double RAGGED = 0.22;

        double radius(double u, double v) {
            double a = (u - at) / along;
            double b = (v - across) / wide;
            return Math.sqrt(a * a + b * b);
        }

        double left(double u, double v) {
            double step = 0.45 * Math.min(along, wide);
            double ragged = 1 + RAGGED * PhantomRandom.noise(seed, u / step, v / step);
            double patchy = 1 + 0.12 * PhantomRandom.noise(seed + 1, u / step * 2.5, v / step * 2.5);
            return 1 - loss * patchy * PhantomRandom.smooth((RIM - radius(u, v) / ragged) / 0.28);
        }

        double widening(double u) {
            double a = (u - at) / (1.3 * along);
            double rest = Math.max(0, 1 - a * a);
            return 1 + bulge * rest * rest;
        }
    }

    static PhantomBone between(
            double x0, double y0, double x1, double y1, Shape shape, double density, long seed) {
        double length = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
        return new PhantomBone(
                x0, y0, (x1 - x0) / length, (y1 - y0) / length, length, shape, density, seed, null, null);
    }

    PhantomBone with(Cut newCut) {
        return new PhantomBone(x, y, dx, dy, length, shape, density, seed, newCut, hole);
    }

    PhantomBone with(Hole newHole) {
        return new PhantomBone(x, y, dx, dy, length, shape, density, seed, cut, newHole);
    }

    /// Turned about the point `(px, py)` and then shifted.
    PhantomBone moved(double px, double py, double angle, double shiftX, double shiftY) {
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        double rx = x - px;
        double ry = y - py;
        return new PhantomBone(
                px + c * rx - s * ry + shiftX, py + s * rx + c * ry + shiftY,
                c * dx - s * dy, s * dx + c * dy, length, shape, density, seed, cut, hole);
    }

    double along(double px, double py) {
        return (px - x) * dx + (py - y) * dy;
    }

    double across(double px, double py) {
        return (py - y) * dx - (px - x) * dy;
    }

    double pointX(double u, double v) {
        return x + u * dx - v * dy;
    }

    double pointY(double u, double v) {
        return y + u * dy + v * dx;
    }

    /// Offset of the bowed axis from the straight one.
    double axis(double u) {
        double t = Math.clamp(u / length, 0.0, 1.0);
        return 4 * shape.bow * t * (1 - t);
    }

    double outer(double u) {
        double near = metaphysis(u);
        double far = metaphysis(length - u);
        double r = shape.radius * (1 + shape.startFlare * near + shape.endFlare * far);
        double widened = hole == null ? r : r * hole.widening(u);
        return widened * cap(u, shape.startCap) * cap(length - u, shape.endCap);
    }

    /// Half the width of a band about the straight axis that holds the whole bone.
    double reach() {
        double flare = 1 + Math.max(0, shape.startFlare) + Math.max(0, shape.endFlare);
        return shape.radius * flare * (hole == null ? 1 : 1 + hole.bulge) + Math.abs(shape.bow);
    }

    /// Line integral of attenuation through the bone.
    double absorption(double u, double acrossAxis) {
        if (u <= 0 || u >= length) {
            return 0;
        }
        double v = acrossAxis - axis(u);
        double keep = cut == null ? 1 : cut.keep(u, v);
        double outer = keep > 0 ? outer(u) : 0;
        if (Math.abs(v) >= outer) {
            return 0;
        }
        double end = Math.max(metaphysis(u), metaphysis(length - u));
        double shell = shape.radius * shape.cortex * (1 - 0.72 * end);
        double inner = Math.max(0, outer - shell);
        double whole = 2 * Math.sqrt(outer * outer - v * v);
        double inside = Math.abs(v) < inner ? 2 * Math.sqrt(inner * inner - v * v) : 0;
        double spongy = (0.07 + 0.20 * end) * (1 + (0.22 + 0.16 * end) * trabeculae(u, v));
        double sum = CORTICAL * density * (whole - inside + spongy * inside);
        return keep * (hole == null ? sum : sum * hole.left(u, v));
    }

    private double trabeculae(double u, double v) {
        double cell = 0.12 * shape.radius + 0.04;
        return 0.6 * PhantomRandom.noise(seed, u / (cell * 2.6), v / cell)
                + 0.4 * PhantomRandom.noise(seed + 7, u / cell, v / (cell * 1.6))
                + 0.5 * PhantomRandom.noise(seed + 13, u / (cell * 6), v / (cell * 5));
    }

    private double metaphysis(double fromEnd) {
        double reach = Math.min(0.34 * length, 4.2 * shape.radius);
        return PhantomRandom.smooth(1 - fromEnd / reach);
    }

    private static double cap(double fromEnd, double cap) {
        if (fromEnd >= cap) {
            return 1;
        }
        double q = 1 - Math.max(0, fromEnd) / cap;
        return Math.sqrt(Math.max(0, 1 - q * q));
    }
}
