package lowrankcam.image;

import java.util.Locale;

/// Colours for values from 0 to 1.
///
/// `viridis` and `inferno` are polynomials of degree 6 fitted to matplotlib's maps (M. Zucker, CC0); `turbo` is the
/// polynomial of degree 5 that A. Mikhailov (Google, Apache-2.0) published with it; `jet` is matplotlib's piecewise linear map. All are
/// within a few grey levels of the tables. `jet` makes edges that are not in the data and is here for comparison with
/// older pictures.
public enum Colormap {
    TURBO(
            new double[] {0.13572138, 4.61539260, -42.66032258, 132.13108234, -152.94239396, 59.28637943},
            new double[] {0.09140261, 2.19418839, 4.84296658, -14.18503333, 4.27729857, 2.82956604},
            new double[] {0.10667330, 12.64194608, -60.58204836, 110.36276771, -89.90310912, 27.34824973}),
    VIRIDIS(
            new double[] {0.27772733, 0.10509304, -0.33086183, -4.63423050, 6.22826994, 4.77638500, -5.43545586},
            new double[] {0.00540734, 1.40461353, 0.21484756, -5.79910097, 14.17993337, -13.74514538, 4.64585261},
            new double[] {0.33409981, 1.38459016, 0.09509516, -19.33244096, 56.69055260, -65.35303263, 26.31243525}),
    INFERNO(
            new double[] {0.00021894, 0.10651342, 11.60249308, -41.70399613, 77.16293570, -71.31942824, 25.13112622},
            new double[] {0.00165100, 0.56395644, -3.97285397, 17.43639888, -33.40235894, 32.62606426, -12.24266895},
            new double[] {-0.01948090, 3.93271239, -15.94239411, 44.35414520, -81.80730926, 73.20951986, -23.07032500}),
    GRAY(new double[] {0, 1}, new double[] {0, 1}, new double[] {0, 1}),
    JET(null, null, null);

    private final double[] red;
    private final double[] green;
    private final double[] blue;

    Colormap(double[] red, double[] green, double[] blue) {
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    /// The name on the command line.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Red, green and blue from 0 to 1; values outside 0 … 1 take the colours of the ends.
    double[] colour(double value) {
        double v = Math.clamp(value, 0.0, 1.0);
        if (this == JET) {
            return new double[] {tent(v, 0.75), tent(v, 0.5), tent(v, 0.25)};
        }
        return new double[] {polynomial(red, v), polynomial(green, v), polynomial(blue, v)};
    }

    /// Jet: full within an eighth of the centre, then down to zero within a quarter.
    private static double tent(double v, double centre) {
        return Math.clamp(1.5 - 4 * Math.abs(v - centre), 0.0, 1.0);
    }

    private static double polynomial(double[] coefficients, double v) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = Math.fma(sum, v, coefficients[i]);
        }
        return Math.clamp(sum, 0.0, 1.0);
    }
}
