package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lowrankcam.explain.Program;
import lowrankcam.format.EnumNames;
import lowrankcam.format.UsageException;
import lowrankcam.inception.ModelCard;
import lowrankcam.inception.ModelConverter;
import lowrankcam.inception.ModelLoader;
import lowrankcam.inception.Naming;
import lowrankcam.model.HeadReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `convert`: weights from one format to another.
@Command(
        name = "convert",
        description = {
            "Writes a model as one safetensors file, for PyTorch or for this program, or as a model folder.",
            "With --check it writes nothing and says which bits each SOURCE gives."
        },
        footer = {
            "",
            "Examples:",
            "  lowrank-cam convert -o default.safetensors",
            "  lowrank-cam convert net.safetensors --head elbow.safetensors -o elbow-model",
            "  lowrank-cam explain hand.png -w elbow-model",
            "  lowrank-cam convert --check model.pth model.safetensors",
            "",
            "What is written says its dialect and how images are prepared: -w needs no",
            "further options. torchvision's names are timm's as well; in PyTorch such a file",
            "loads into inception_v3(aux_logits=False, transform_input=False). If its dialect",
            "is keras, average pools must not count padding there (count_include_pad=False)."
        },
        mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {

    /// Endings of formats that are not written; a folder of such a name would be a mistake.
    private static final String OTHER_FORMATS = ".*\\.(json|bin|pth?|ckpt|h5|hdf5|keras|onnx|pb|tflite|npz|npy)";

    @Spec private CommandSpec spec;
    @Mixin private InputOptions inputOptions;

    @Parameters(
            paramLabel = "SOURCE",
            arity = "0..*",
            description = "Model folder or weights file (default: the model in weights/default); several with --check.")
    private List<Path> sources = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "TARGET",
            description = "A file that ends in .safetensors, or else a folder, new or empty.")
    private Path target;

    @Option(
            names = "--names",
            paramLabel = "torchvision|keras",
            defaultValue = "torchvision",
            converter = Choices.Namings.class,
            completionCandidates = Choices.Namings.class,
            description = "Tensor names and layouts (default: ${DEFAULT-VALUE}).")
    private Naming names;

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description = "Classifier head to write instead: a weights file with fc.weight and fc.bias, or fc1.*, fc2.*, ...")
    private Path head;

    @Option(
            names = "--check",
            description = "Writes nothing; SHA-256 of the values of body and head as they would be written under torchvision's "
                    + "names: the same where the bits are the same.")
    private boolean check;

    @Option(names = "--no-head", description = "Writes the body only.")
    private boolean noHead;

    @Option(names = "--force", description = "Replaces a file that is there already.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        if (head != null && noHead) {
            throw new UsageException("--head and --no-head exclude each other");
        }
        if (check == (target != null)) {
            throw new UsageException(check ? "--check writes nothing: leave out --output" : "--output: expected a TARGET, or --check");
        }
        ModelConverter converter =
                new ModelConverter(
                        head, inputOptions.dialect(), noHead ? ModelLoader.HeadUse.NONE : ModelLoader.HeadUse.REQUIRED,
                        names, card -> card.with(inputOptions.over(card.preprocessing())),
                        Program.id());
        List<Path> from = sources.isEmpty() ? List.of(Program.defaultModel()) : sources;
        if (check) {
            return check(converter, from);
        }
        if (from.size() > 1) {
            throw new UsageException("expected one SOURCE, or --check; found " + from.size());
        }
        if (target.toString().toLowerCase(Locale.ROOT).matches(OTHER_FORMATS)) {
            throw new UsageException(
                    "--output: expected a name that ends in .safetensors, or a folder; found '" + target + "'");
        }
        print(converter.convert(from.getFirst(), target, force));
        return ExitCode.DONE;
    }

    private int check(ModelConverter converter, List<Path> from) throws IOException {
        if (names != Naming.TORCHVISION || force) {
            throw new UsageException("--check writes nothing: leave out --names and --force");
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Path source : from) {
            ModelConverter.Checked checked = converter.check(source);
            ModelConverter.Written written = checked.written();
            out.println(source);
            out.println("  body     " + checked.bodySha256());
            out.println("  head     " + (written.head() == null ? "none" : checked.headSha256()));
            if (written.head() != null) {
                out.println("  classes  " + classes(written.head()));
            }
            describe(written);
        }
        return ExitCode.DONE;
    }

    private void print(ModelConverter.Written written) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(target + (ModelConverter.isFile(target) ? "" : " (model folder)"));
        out.println("  body     " + counts(written.bodyTensors(), written.bodyValues()));
        HeadReader.Stored stored = written.head();
        out.println(
                "  head     "
                        + (stored == null
                                ? "none; -w needs --head"
                                : counts(written.headTensors(), written.headValues()) + "; " + classes(stored)));
        out.println("  names    " + names.id());
        describe(written);
    }

    /// What is said of a model whether it is written or checked.
    private void describe(ModelConverter.Written written) {
        PrintWriter out = spec.commandLine().getOut();
        ModelCard card = written.card();
        HeadReader.Stored stored = written.head();
        if (stored != null && !stored.note().isEmpty()) {
            spec.commandLine().getErr().println("lowrank-cam: " + stored.note());
        }
        out.println("  dialect  " + card.dialect().id());
        out.println("  input    " + String.join(
                ", ", EnumNames.id(card.preprocessing().range()), EnumNames.id(card.preprocessing().fit()),
                EnumNames.id(card.preprocessing().resize())));
        if (!written.taken().isEmpty()) {
            out.println("  taken    " + String.join("; ", written.taken()));
        }
        List<String> ignored = written.ignored();
        if (!ignored.isEmpty()) {
            out.println(
                    "  left out " + ignored.size() + " tensors: " + String.join(", ", ignored.stream().limit(3).toList())
                            + (ignored.size() > 3 ? ", ..." : ""));
        }
        if (!card.stated() && !(inputOptions.complete() && inputOptions.dialect() != null)) {
            spec.commandLine().getErr().println(
                    "lowrank-cam: the source does not say its dialect or how images are prepared; what was not given is assumed "
                            + "as shown (--dialect, --input-range, --resize, --interpolation)");
        }
    }

    private static String counts(int tensors, long values) {
        return tensors + " tensors, " + values + " values";
    }

    private static String classes(HeadReader.Stored head) {
        return head.classes() + " classes, " + head.activation().id() + labels(head.labels());
    }

    private static String labels(List<String> labels) {
        return labels.isEmpty() || labels.size() > 8 ? "" : " (" + String.join(", ", labels) + ")";
    }
}
