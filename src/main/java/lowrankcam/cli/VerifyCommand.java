package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lowrankcam.certificate.Certificate;
import lowrankcam.certificate.Options;
import lowrankcam.certificate.Repetition;
import lowrankcam.certificate.Verification;
import lowrankcam.certificate.WrittenFiles;
import lowrankcam.explain.Program;
import lowrankcam.format.EnumNames;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import lowrankcam.format.UsageException;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `verify`: does this machine get the bits that a certificate vouches for?
@Command(
        name = "verify",
        description = {
            "Makes an explanation again and holds it against its certificate, bit for bit.",
            "",
            "Says 'same bits', or the first stage where they part, by how much and why: another input, model, option or program",
            "version, or a defect."
        },
        footer = {
            "",
            "Examples:",
            "  lowrank-cam verify hand.json --image hand.png",
            "  lowrank-cam verify certificates --image images",
            "  lowrank-cam verify hand.json --image hand.png --kernels scalar -j 1",
            "  lowrank-cam verify hand.json --results results/hand",
            "",
            "Options that are given replace the certificate's. Exit code 1 if any bits differ, 3 if a certificate is damaged or",
            "its image is not found. docs/CERTIFICATES.md explains the answers."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private InputOptions input;
    @Mixin private KernelOptions kernelOptions;

    @Parameters(paramLabel = "CERTIFICATE", arity = "1..*", description = "Certificates, or folders of them (*.json).")
    private List<Path> named;

    @Option(
            names = "--image",
            paramLabel = "PATH",
            description = "Images, or folders of them, found by their hash (default: the certificate's folder).")
    private List<Path> images = List.of();

    @Option(
            names = {"-w", "--weights"},
            paramLabel = "PATH",
            description = "Model folder or weights file (default: the model in weights/default).")
    private Path weights;

    @Option(names = "--head", paramLabel = "FILE", description = "Classifier head to use instead.")
    private Path head;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = {
                "Instead of making anything: hold the files in this folder against the certificate. With several certificates, those in",
                "the folders within it that are named like them."
            })
    private Path results;

    @Option(names = "--json", description = "Print the answers as JSON.")
    private boolean json;

    private final Map<Path, String> hashes = new LinkedHashMap<>();
    private LoadedModel loaded;
    private Numerics loadedNumerics;
    private Dialect usualDialect;
    private int differing;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        checkResults();
        KernelSet kernels = kernelOptions.kernels(err);
        ArrayNode answers = Json.object().putArray("certificates");
        List<Path> certificates = certificates();
        int code = ImageBatch.run(certificates, "certificates", err, file -> {
            Verification answer = results == null ? verify(file, kernels) : WrittenFiles.of(Certificate.read(file), resultsOf(file, certificates));
            differing += answer.isSame() ? 0 : 1;
            ObjectNode node = answers.addObject().put("certificate", file.toString());
            node.setAll(answer.json());
            if (!json) {
                out.println(file + ": " + answer.text());
                out.flush();
            }
        });
        if (loaded != null) {
            loaded.close();
        }
        if (json) {
            ObjectNode all = Json.object().put("program", Program.id());
            all.set("certificates", answers);
            out.print(Json.text(all));
        }
        return code == ExitCode.DONE && differing > 0 ? ExitCode.FAILED : code;
    }

    private Verification verify(Path file, KernelSet chosen) throws IOException {
        Certificate told = Certificate.read(file);
        Path image = image(file, told.imageSha256());
        boolean given = spec.commandLine().getParseResult().hasMatchedOption("--numerics");
        Numerics numerics = given ? kernelOptions.numericsChoice() : told.options().numerics();
        Preprocessing fed = input.over(told.options().preprocessing());
        Options options = told.options().with(numerics, fed);
        KernelSet kernels = numerics == chosen.numerics() ? chosen : KernelSet.of(kernelOptions.kernelChoice(), numerics);
        return Verification.of(told, Repetition.of(model(kernels, told).with(fed), options, file, image));
    }

    private void checkResults() {
        for (String option : List.of("--image", "--weights", "--head")) {
            if (results != null && spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new UsageException("--results: makes nothing and needs no " + option);
            }
        }
    }

    private Path resultsOf(Path certificate, List<Path> all) throws FormatException {
        String name = certificate.getFileName().toString();
        Path folder = all.size() == 1 ? results : results.resolve(name.endsWith(".json") ? name.substring(0, name.length() - 5) : name);
        if (!Files.isDirectory(folder)) {
            throw new FormatException(folder, FormatException.NO_OFFSET, "results", "a folder", Files.exists(folder) ? "a file" : "none");
        }
        return folder;
    }

    /// The model that is loaded, if it is the certificate's; in its dialect if the files are its own and no other is asked for.
    private LoadedModel model(KernelSet kernels, Certificate told) throws FormatException {
        if (loaded == null || loadedNumerics != kernels.numerics()) {
            load(kernels, input.dialect());
            usualDialect = loaded.dialect();
        }
        boolean own = input.dialect() == null && loaded.weightsSha256().equals(told.model().sha256());
        Dialect dialect = own ? EnumNames.of(Dialect.class, told.model().dialect()).orElse(usualDialect) : usualDialect;
        if (loaded.dialect() != dialect) {
            load(kernels, dialect);
        }
        return loaded;
    }

    private void load(KernelSet kernels, Dialect dialect) throws FormatException {
        if (loaded != null) {
            loaded.close();
            loaded = null;
        }
        loaded = ModelLoader.open(
                kernels, kernelOptions.threads(), head, dialect, ModelLoader.HeadUse.REQUIRED,
                weights != null ? weights : Program.defaultModel());
        loadedNumerics = kernels.numerics();
    }

    /// The image of that hash; a single file that was named stands for it, to say how far it is from it.
    private Path image(Path certificate, String sha256) throws IOException {
        Path beside = certificate.toAbsolutePath().getParent();
        List<Path> candidates = new ArrayList<>();
        for (Path place : images.isEmpty() ? List.of(beside) : images) {
            candidates.addAll(Files.isDirectory(place) ? files(place, "") : List.of(place));
        }
        for (Path candidate : candidates) {
            if (!hashes.containsKey(candidate)) {
                hashes.put(candidate, Sha256.of(candidate));
            }
            if (hashes.get(candidate).equals(sha256)) {
                return candidate;
            }
        }
        if (images.size() == 1 && !Files.isDirectory(images.getFirst())) {
            return images.getFirst();
        }
        throw new FormatException(
                certificate, FormatException.NO_OFFSET, "image", "one with SHA-256 " + sha256 + " (--image)",
                "none among " + candidates.size() + " files");
    }

    private List<Path> certificates() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path path : named) {
            List<Path> files = Files.isDirectory(path) ? files(path, ".json") : List.of(path);
            if (files.isEmpty()) {
                throw new FormatException(path, FormatException.NO_OFFSET, "folder of certificates", "*.json", "none");
            }
            all.addAll(files);
        }
        return all;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
