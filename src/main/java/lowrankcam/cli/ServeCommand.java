package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import lowrankcam.format.UsageException;
import lowrankcam.image.Caution;
import lowrankcam.inception.LoadedModel;
import lowrankcam.serve.ImagePages;
import lowrankcam.serve.Limits;
import lowrankcam.serve.PageServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `serve`: the pages of `report` for images that are dropped into a browser on this machine.
@Command(
        name = "serve",
        description = {
            "Shows a page in browsers on this machine that images can be dropped into.",
            "Each gets the page that report writes. The model is loaded once; one image is explained at a time, the others wait."
        },
        footer = {
            "",
            "Examples:",
            "  lowrank-cam serve",
            "  lowrank-cam serve --port 8080 -m lowrankcam,gradcam --max-upload 100",
            "",
            "Prints one address, of which a part is random: whoever has it may use the page. It is reached from this machine only.",
            "Images and pages are held in memory; nothing is written. Ctrl-C ends it.",
            "",
            Caution.TEXT
        },
        defaultValueProvider = ReportCommand.Defaults.class,
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final int MOST_PORT = 65_535;
    private static final int MOST_MEGABYTES = 512;
    private static final int MOST_KEPT = 1000;

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;
    @Mixin private RequestOptions requested;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of 127.0.0.1 (default: ${DEFAULT-VALUE}, any that is free).")
    private int port;

    @Option(
            names = "--max-upload",
            paramLabel = "MB",
            defaultValue = "32",
            description = "Most megabytes of a file (default: ${DEFAULT-VALUE}).")
    private int megabytes;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many images that are finished are kept with their pages (default: ${DEFAULT-VALUE}).")
    private int keep;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (modelOptions.tellsIdentity()) {
            throw new UsageException("--identifiers: not with serve, which says of no image whose it is");
        }
        between("--port", port, 0, MOST_PORT);
        between("--max-upload", megabytes, 1, MOST_MEGABYTES);
        between("--keep", keep, 1, MOST_KEPT);
        var request = requested.request();
        try (PageServer server = PageServer.bind(port); LoadedModel model = modelOptions.open(err)) {
            ImagePages pages = new ImagePages(model, ReportCommand.ofAllClasses(request, model));
            pages.warmUp();
            server.start(pages, new Limits(megabytes << 20, keep), Main::message);
            PrintWriter out = spec.commandLine().getOut();
            out.println(server.address());
            out.flush();
            if (!modelOptions.quiet()) {
                err.println("lowrank-cam: open this address in a browser on this machine; whoever has it may use it. Ctrl-C ends");
            }
            server.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    private static void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UsageException(option + ": expected " + least + " to " + most + ", found " + value);
        }
    }
}
