package lowrankcam.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A column of a table of methods: what is averaged over images, and how it is read.
public enum Measure {
    AVERAGE_DROP("ad", "AD %", MetricGroup.ADCC, Better.LOW, 100, "drop"),
    AVERAGE_INCREASE("ain", "AIn %", MetricGroup.ADCC, Better.HIGH, 100, "increase"),
    COHERENCY("ch", "CH %", MetricGroup.ADCC, Better.HIGH, 100, "coherency"),
    COMPLEXITY("cx", "CX %", MetricGroup.ADCC, Better.LOW, 100, "complexity"),
    /// Harmonic mean of the means of coherency, 1 - complexity and 1 - drop: what the paper prints.
    ADCC("adcc", "ADCC %", MetricGroup.ADCC, Better.HIGH, 100, ""),
    MEAN_ADCC("mean_adcc", "mean ADCC %", MetricGroup.ADCC, Better.HIGH, 100, "adcc"),
    INSERTION("insertion", "insertion AUC", MetricGroup.CURVES, Better.HIGH, 1, "insertion"),
    DELETION("deletion", "deletion AUC", MetricGroup.CURVES, Better.LOW, 1, "deletion"),
    INSERTION_NORMALISED(
            "insertion_normalised", "insertion, normalised", MetricGroup.CURVES, Better.HIGH, 1, "insertionNormalised"),
    DELETION_NORMALISED(
            "deletion_normalised", "deletion, normalised", MetricGroup.CURVES, Better.LOW, 1, "deletionNormalised"),
    ROAD("road", "ROAD", MetricGroup.ROAD, Better.HIGH, 1, "road"),
    POINTING("pointing", "pointing %", MetricGroup.LOCALISATION, Better.HIGH, 100, "pointing"),
    ENERGY("energy", "energy / area", MetricGroup.LOCALISATION, Better.HIGH, 1, "energyOverArea"),
    /// The same for maps whose negative values were set to 0 first; another number only where a map has some.
    ENERGY_POSITIVE(
            "energy_positive", "energy / area, positive part", MetricGroup.LOCALISATION, Better.HIGH, 1,
            "energyOverAreaPositive"),
    NETWORK_PASSES("network_passes", "network passes", null, Better.LOW, 1, "networkPasses"),
    HEAD_PASSES("head_passes", "head passes", null, Better.LOW, 1, "headPasses"),
    BACKWARD_PASSES("backward_passes", "backward passes", null, Better.LOW, 1, "backwardPasses");

    private final String id;
    private final String title;
    private final MetricGroup group;
    private final Better better;
    private final double unit;
    private final String value;

    /// Which side is better.
    public enum Better {
        LOW,
        HIGH
    }

    Measure(String id, String title, MetricGroup group, Better better, double unit, String value) {
        this.id = id;
        this.title = title;
        this.group = group;
        this.better = better;
        this.unit = unit;
        this.value = value;
    }

    /// Name in CSV and JSON.
    public String id() {
        return id;
    }

    /// Name for people.
    public String title() {
        return title;
    }

    public Better better() {
        return better;
    }

    /// The name of the value of a record that is averaged; empty for what follows from other means.
    public String value() {
        return value;
    }

    /// A mean as tables print it: percent where the title says so.
    public double shown(double mean) {
        return mean * unit;
    }

    /// True for counts, which need no interval.
    public boolean isCount() {
        return group == null;
    }

    /// Columns of a table with these metrics.
    public static List<Measure> of(List<MetricGroup> groups) {
        List<Measure> measures = new ArrayList<>();
        Arrays.stream(values()).filter(m -> m.group == null || groups.contains(m.group)).forEach(measures::add);
        return measures;
    }
}
