package lowrankcam.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import lowrankcam.cam.LowRankOptions;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionV3;

/// Names that shells complete where others are allowed as well.
final class Known {

    private Known() {}

    /// Of methods and their groups.
    static final class Methods implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> names = new java.util.ArrayList<>(lowrankcam.cam.Methods.ids());
            names.addAll(List.of("all", "fast"));
            return names.iterator();
        }
    }

    /// Of the variants of LowRank-CAM.
    static final class Presets implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(LowRankOptions.Preset.values()).map(LowRankOptions.Preset::id).iterator();
        }
    }

    /// Of layers.
    static final class Layers implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return InceptionV3.network(Dialect.KERAS).stageNames().iterator();
        }
    }
}
