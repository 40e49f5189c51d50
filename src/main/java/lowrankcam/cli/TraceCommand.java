package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.arithmetic.ArithmeticJson;
import lowrankcam.arithmetic.ArithmeticPage;
import lowrankcam.arithmetic.ArithmeticText;
import lowrankcam.arithmetic.PixelArithmetic;
import lowrankcam.arithmetic.Question;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.lowrank.rank.RankRules;
import lowrankcam.explain.ImageFacts;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Json;
import lowrankcam.format.UsageException;
import lowrankcam.image.Caution;
import lowrankcam.inception.LayerNames;
import lowrankcam.inception.LoadedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `trace`: the arithmetic of the cell of a map that a pixel falls in.
@Command(
        name = "trace",
        description = {
            "Prints the arithmetic behind one pixel, number by number, so that it can be done again by hand.",
            "One sum of a convolution, then LowRank-CAM's six steps for the cell of the map that the pixel falls in; in decimal",
            "and as hexadecimal floats."
        },
        footer = {
            "",
            "Examples: lowrank-cam trace hand.png --pixel 300,400",
            "          lowrank-cam trace hand.png --pixel 300,400 --convolution Mixed_6b.branch7x7_2 --channel 5 --all",
            "          lowrank-cam trace hand.png --pixel 300,400 --html lesson.html --json numbers.json",
            "",
            "Exit code 1 if a sum gives other bits than the network did.",
            Caution.TEXT
        },
        mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {

    private static final Pattern PIXEL = Pattern.compile("([0-9]{1,9}),([0-9]{1,9})");

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Parameters(paramLabel = "IMAGE", description = "A PNG, JPEG or DICOM file.")
    private Path image;

    @Option(
            names = "--pixel",
            paramLabel = "ROW,COLUMN",
            required = true,
            description = "The pixel of the image, counted from 0 at the upper left.")
    private String pixel;

    @Option(
            names = {"-l", "--layer"},
            paramLabel = "NAME",
            defaultValue = "Mixed_7c",
            completionCandidates = Known.Layers.class,
            description = "Layer of the map (default: ${DEFAULT-VALUE}). See: lowrank-cam layers")
    private String layer;

    @Option(
            names = "--convolution",
            paramLabel = "NAME",
            description = "Convolution whose sum is shown (default: the first of the layer's block, as Mixed_7c.branch1x1).")
    private String convolution = "";

    @Option(
            names = "--channel",
            paramLabel = "N",
            description = "Output channel of the convolution (default: the one with the largest value at the cell).")
    private Integer channel;

    @Option(
            names = {"-c", "--class"},
            paramLabel = "CLASS",
            description = "Class by name or index (default: the predicted one).")
    private String className = "";

    @Option(
            names = {"-r", "--rank"},
            paramLabel = "N",
            description = "Modes of LowRank-CAM, or auto (default: " + LowRankOptions.DEFAULT_RANK + ").")
    private String rank = String.valueOf(LowRankOptions.DEFAULT_RANK);

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "default",
            completionCandidates = Known.Presets.class,
            description = "Variant of LowRank-CAM: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String preset;

    @Option(names = "--all", description = "Print long lists in full, not their first and last four.")
    private boolean all;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all numbers as JSON; - prints them in place of the text.")
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page to hand out: one file that asks for nothing.")
    private Path html;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Question question = question();
        boolean jsonPrinted = json != null && json.toString().equals("-");
        if (json != null && !jsonPrinted) {
            OutputFile.check(json);
        }
        if (html != null) {
            OutputFile.check(html);
        }
        try (LoadedModel model = modelOptions.open(err)) {
            ImageFacts.Read read = ImageFacts.read(model, image, new ConsoleListener(err, modelOptions.quiet(), 1));
            PixelArithmetic arithmetic = PixelArithmetic.of(model, read, question);
            if (html != null) {
                ArithmeticPage.of(arithmetic).write(html);
            }
            if (json != null) {
                String text = Json.text(ArithmeticJson.of(arithmetic));
                if (jsonPrinted) {
                    out.print(text);
                } else {
                    AtomicFile.write(json, text);
                }
            }
            if (!jsonPrinted) {
                out.print(ArithmeticText.of(arithmetic, all));
            }
            return arithmetic.agrees() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private Question question() {
        Matcher numbers = PIXEL.matcher(pixel);
        if (!numbers.matches()) {
            throw new UsageException("--pixel: expected ROW,COLUMN, whole numbers from 0; found '" + pixel + "'");
        }
        if (channel != null && channel < 0) {
            throw new UsageException("--channel: expected a whole number from 0; found " + channel);
        }
        if (!rank.matches("auto|[1-9][0-9]{0,8}")) {
            throw new UsageException("--rank: expected a whole number from 1, or auto; found '" + rank + "'");
        }
        LowRankOptions options = LowRankOptions.of(LowRankOptions.Preset.of(preset), RankRules.rank(rank));
        return new Question(
                Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), LayerNames.resolve(layer), convolution,
                channel == null ? Question.STRONGEST : channel, className, options);
    }
}
