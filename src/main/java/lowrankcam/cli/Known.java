package lowrankcam.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.dataset.BodyPart;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionV3;

/// Names that shells complete where others are allowed as well.
final class Known {

    private Known() {}

    /// Of methods and their groups.
    static final class Methods implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> names = new ArrayList<>(lowrankcam.cam.registry.Methods.ids());
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

    /// What may stand for a number.
    static final class Automatic implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("auto").iterator();
        }
    }

    /// Of the classes that metrics explain.
    static final class ClassRules implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("predicted", "label").iterator();
        }
    }

    /// Of the groups of methods that an experiment compares, and of methods.
    static final class Compared implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> names = new ArrayList<>(List.of("table1", "table1-fast"));
            new Methods().forEach(names::add);
            return names.iterator();
        }
    }

    /// Of the groups of metrics.
    static final class Metrics implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("adcc", "curves", "road", "localisation", "all").iterator();
        }
    }

    /// Of the parts of MURA.
    static final class Splits implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("train", "valid", "all").iterator();
        }
    }

    /// Of body parts.
    static final class BodyParts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(BodyPart.values()).map(BodyPart::id).iterator();
        }
    }
}
