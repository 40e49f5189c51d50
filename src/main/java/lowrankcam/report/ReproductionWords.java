package lowrankcam.report;

/// The parts of the reproduction report that do not depend on any number.
final class ReproductionWords {

    static final String MURA =
            "**Why not MURA.** The paper's numbers are from MURA (Table 1: elbow; Figure 2: ten wrist images). MURA may not be "
                    + "redistributed; everyone has to ask its owners for it. This project has no copy, so the only numbers from "
                    + "it here are the paper's own, marked as printed. Whoever has MURA runs the same experiments with";

    static final String MURA_COMMANDS =
            """
            ./lowrank-cam train-head MURA-v1.1 --study elbow -o elbow.safetensors
            ./lowrank-cam evaluate MURA-v1.1 --study elbow --head elbow.safetensors -m table1 --limit 16 -o table1
            ./lowrank-cam train-head MURA-v1.1 --study wrist -o wrist.safetensors
            ./lowrank-cam tune-rank MURA-v1.1 --study wrist --head wrist.safetensors --samples 10 -o figure2""";

    static final String VERDICTS =
            "Verdicts. Each comparison is a mean over images of paired differences, turned so that positive speaks for the "
                    + "claim. It *holds* if its 95 % interval lies above 0; a claim of several comparisons holds if all of "
                    + "them do. It *does not hold* if an interval lies below 0; with k comparisons in a claim that one is "
                    + "taken at 1 − 5 %/k. Anything else is *undecided*, and so is everything on fewer than six images. With "
                    + "six to a dozen images bootstrap intervals are known to be too narrow: take such verdicts as weak. "
                    + "Claims about counts need no interval.";

    static final String BESIDE =
            "The means of this table beside the paper's Table 1 (MURA elbow; its AIn fit 16 images, their number is not given):";

    static final String ADCC =
            "ADCC is the harmonic mean of the means, as the paper's is. A degenerate map is in the means with coherency 0. The printed values are from other "
                    + "images and another model, and stand here for orientation only.";

    static final String TIME =
            "Time is the shared network pass and the method's own work, wall clock, one call each after a warm-up; median and "
                    + "quartiles over the images. Reading, upsampling and metrics are outside. The paper's times are for "
                    + "its own machine and code; only ratios compare.";

    static final String PLACE =
            "The paper does not measure this: MURA marks no places. Here maps of the class `abnormal` are held against the "
                    + "masks of phantoms with a finding: share of the map's energy inside over the finding's share of the "
                    + "area (1 is chance), as the map is shown, scaled from its minimum, and again with negative values set "
                    + "to 0 first; and the pointing game with a tolerance of 15 pixels. Maps with negative values (CAM, "
                    + "`paper-literal`, `linear`) lose by the first reading, which spreads part of their energy over the "
                    + "background; claims are tested on the second. A first trial with 60 phantoms, made before this program "
                    + "existed, gave the medians in the claims.";

    static final String INTERVALS =
            "Each phantom is another patient with one view, so the images are independent.";

    private ReproductionWords() {}

    /// What this is and is not.
    ///
    /// @param byDefault whether the default model was used
    /// @param parts     of the phantoms, or nothing for all
    static String what(boolean byDefault, String parts) {
        return "The experiments of the LowRank-CAM paper (Thota, Nagaraju, Korra), repeated with "
                + (byDefault ? "the default model" : "a model of the user's") + " on phantoms: synthetic radiographs of "
                + (parts.isEmpty() ? "all seven body parts of MURA" : "these body parts: " + parts.replace(",", ", ")) + "; half of them have a plate, a fracture line or a lesion whose place is known. A phantom is a "
                + "drawing" + (byDefault ? ", and the model's head was fitted on other drawings of the same kind" : "")
                + ": what holds here need not hold on radiographs, and what fails here may hold there. Nothing here says "
                + "anything about medicine. Every verdict below is computed from the runs, and so is every number but the "
                + "paper's, which are marked as printed, and the trial's in the claims about findings.";
    }

    /// Why there are two tables.
    static String twoSamples(int many, int few) {
        if (few == 0) {
            return "The nine methods that run the network once, LowRank-CAM in all its presets, were run on " + many + " phantoms. The four that run it on masked "
                    + "images (Score-CAM, Score-CAM++, gScoreCAM, Group-CAM) were left out (`--slow-images 0`): what is said of "
                    + "them is undecided.";
        }
        return "The nine methods that run the network once, LowRank-CAM in all its presets, are cheap and were run on " + many + " phantoms. The four that run "
                + "it on masked images (Score-CAM, Score-CAM++, gScoreCAM, Group-CAM) take hundreds to thousands of passes "
                + "for a map, twice for each image because coherency needs the map of the explanation image too; all "
                + "thirteen were run on " + few + " of the same phantoms. A comparison with one of the four rests on those "
                + few + ".";
    }
}
