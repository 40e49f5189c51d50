package lowrankcam.phantom;

/// Where the anatomy lies in one image: a rotation, a scale, perhaps a reflection.
///
/// @param scale pixels per centimetre
/// @param cos   of the rotation
/// @param flip  -1 for the other side of the body, else 1
/// @param fx    point of the anatomy that lies in the image's middle
record PhantomView(
        int width, int height, double scale, double cos, double sin, double flip, double fx, double fy) {

    static final int LONG_SIDE = 512;
    private static final int SHORT_SIDE = 256;
    /// The aimed point stays this close to the middle, as a share of each side.
    private static final double AIM = 0.24;

    /// A view that shows the point `(aimX, aimY)` of the anatomy away from the image's edge.
    static PhantomView draw(
            PhantomAnatomy anatomy, double aimX, double aimY, double flip, PhantomRandom random) {
        int low = (int) Math.max(SHORT_SIDE, anatomy.minAspect * LONG_SIDE);
        int other = random.between(0, 1) < 0.2 ? LONG_SIDE : low + random.below(LONG_SIDE - low + 1);
        boolean portrait = random.chance(0.7);
        double angle = random.between(-0.35, 0.35) + (portrait ? 0 : random.sign() * StrictMath.PI / 2);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double scale = LONG_SIDE / anatomy.field * random.between(0.95, 1.25);
        int width = portrait ? other : LONG_SIDE;
        int height = portrait ? LONG_SIDE : other;
        double offX = flip * aimX * scale;
        double offY = aimY * scale;
        double px = cos * offX - sin * offY + random.between(-0.08, 0.08) * width;
        double py = sin * offX + cos * offY + random.between(-0.08, 0.08) * height;
        double moveX = px - Math.clamp(px, -AIM * width, AIM * width);
        double moveY = py - Math.clamp(py, -AIM * height, AIM * height);
        double shiftX = px - (cos * offX - sin * offY) - moveX;
        double shiftY = py - (sin * offX + cos * offY) - moveY;
        return new PhantomView(width, height, scale, cos, sin, flip,
                -flip * (cos * shiftX + sin * shiftY) / scale, -(-sin * shiftX + cos * shiftY) / scale);
    }

    double anatomyX(double px, double py) {
        double qx = px - 0.5 * (width - 1);
        double qy = py - 0.5 * (height - 1);
        return fx + flip * (cos * qx + sin * qy) / scale;
    }

    double anatomyY(double px, double py) {
        double qx = px - 0.5 * (width - 1);
        double qy = py - 0.5 * (height - 1);
        return fy + (-sin * qx + cos * qy) / scale;
    }

    double pixelX(double x, double y) {
        return 0.5 * (width - 1) + scale * (cos * flip * (x - fx) - sin * (y - fy));
    }

    double pixelY(double x, double y) {
        return 0.5 * (height - 1) + scale * (sin * flip * (x - fx) + cos * (y - fy));
    }
}
