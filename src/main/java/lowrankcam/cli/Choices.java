package lowrankcam.cli;

import java.util.Iterator;
import java.util.Locale;
import lowrankcam.audit.AuditStage;
import lowrankcam.benchmark.BenchRun;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.evaluation.RankPlan;
import lowrankcam.format.EnumNames;
import lowrankcam.image.Alpha;
import lowrankcam.image.Colormap;
import lowrankcam.image.Legend;
import lowrankcam.image.Overlay;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.Naming;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Numerics;
import lowrankcam.metric.MapResize;
import lowrankcam.metric.MaskSpace;
import lowrankcam.metric.ScaleOrder;
import lowrankcam.metric.Score;
import lowrankcam.metric.Substrate;
import lowrankcam.model.Target;
import lowrankcam.phantom.PhantomOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An option's value as one of few names, those of an enum; shells complete the same names.
///
/// @param <E> the enum
abstract class Choices<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {

    private final Class<E> type;

    Choices(Class<E> type) {
        this.type = type;
    }

    @Override
    public E convert(String value) {
        return EnumNames.of(type, value.toLowerCase(Locale.ROOT)).orElseThrow(() ->
                new TypeConversionException("expected " + EnumNames.expected(type) + "; found '" + value + "'"));
    }

    @Override
    public Iterator<String> iterator() {
        return EnumNames.ids(type).iterator();
    }

    static final class Alphas extends Choices<Alpha> {
        Alphas() {
            super(Alpha.class);
        }
    }

    static final class AuditStages extends Choices<AuditStage> {
        AuditStages() {
            super(AuditStage.class);
        }
    }

    static final class Colormaps extends Choices<Colormap> {
        Colormaps() {
            super(Colormap.class);
        }
    }

    static final class Dialects extends Choices<Dialect> {
        Dialects() {
            super(Dialect.class);
        }
    }

    static final class Fits extends Choices<Preprocessing.Fit> {
        Fits() {
            super(Preprocessing.Fit.class);
        }
    }

    static final class Kernels extends Choices<KernelChoice> {
        Kernels() {
            super(KernelChoice.class);
        }
    }

    static final class Markings extends Choices<PhantomOptions.Marking> {
        Markings() {
            super(PhantomOptions.Marking.class);
        }
    }

    static final class MapResizes extends Choices<MapResize> {
        MapResizes() {
            super(MapResize.class);
        }
    }

    static final class MaskSpaces extends Choices<MaskSpace> {
        MaskSpaces() {
            super(MaskSpace.class);
        }
    }

    static final class MetricScores extends Choices<Score> {
        MetricScores() {
            super(Score.class);
        }
    }

    static final class Namings extends Choices<Naming> {
        Namings() {
            super(Naming.class);
        }
    }

    static final class Numericses extends Choices<Numerics> {
        Numericses() {
            super(Numerics.class);
        }
    }

    static final class Parts extends Choices<BenchRun.Part> {
        Parts() {
            super(BenchRun.Part.class);
        }
    }

    static final class Presets extends Choices<LowRankOptions.Preset> {
        Presets() {
            super(LowRankOptions.Preset.class);
        }
    }

    static final class LegendPlaces extends Choices<Legend.Place> {
        LegendPlaces() {
            super(Legend.Place.class);
        }
    }

    static final class Opacities extends Choices<Overlay.Opacity> {
        Opacities() {
            super(Overlay.Opacity.class);
        }
    }

    static final class Ranges extends Choices<Preprocessing.InputRange> {
        Ranges() {
            super(Preprocessing.InputRange.class);
        }
    }

    static final class RankTargets extends Choices<RankPlan.Rule> {
        RankTargets() {
            super(RankPlan.Rule.class);
        }
    }

    static final class Resizes extends Choices<Preprocessing.Resize> {
        Resizes() {
            super(Preprocessing.Resize.class);
        }
    }

    static final class ScaleOrders extends Choices<ScaleOrder> {
        ScaleOrders() {
            super(ScaleOrder.class);
        }
    }

    static final class Scores extends Choices<Target.Score> {
        Scores() {
            super(Target.Score.class);
        }
    }

    static final class Styles extends Choices<Overlay.Style> {
        Styles() {
            super(Overlay.Style.class);
        }
    }

    static final class Substrates extends Choices<Substrate> {
        Substrates() {
            super(Substrate.class);
        }
    }
}
