package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.Printable;

/// Images one after the other: one that fails is named in one line, and the others are done all the same.
final class ImageBatch {

    /// What is done with an image.
    interface Work {
        void run(Path image) throws IOException;
    }

    private ImageBatch() {}

    static int run(List<Path> images, PrintWriter err, Work work) {
        return run(images, "images", err, work);
    }

    /// @param what the files are, in the plural
    /// @return exit code: that of the errors if all images failed in the same way, 1 if some failed, 0 if none did
    static int run(List<Path> images, String what, PrintWriter err, Work work) {
        List<Integer> codes = new ArrayList<>();
        for (Path image : images) {
            try {
                work.run(image);
            } catch (IOException | RuntimeException e) {
                String message = Main.message(e);
                boolean named = images.size() == 1 || message.contains(Printable.line(image.toString()));
                err.println("lowrank-cam: " + (named ? message : image + ": " + message));
                Main.stack(e, err);
                codes.add(Main.code(e));
            } catch (OutOfMemoryError _) {
                err.println("lowrank-cam: " + image + ": " + Main.outOfMemory());
                codes.add(ExitCode.FAILED);
            }
        }
        if (images.size() > 1 && !codes.isEmpty()) {
            err.println("lowrank-cam: " + codes.size() + " of " + images.size() + " " + what + " failed");
        }
        if (codes.isEmpty()) {
            return ExitCode.DONE;
        }
        boolean alike = codes.size() == images.size() && codes.stream().distinct().count() == 1;
        return alike ? codes.getFirst() : ExitCode.FAILED;
    }
}
