package lowrankcam.inception;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lowrankcam.format.UsageException;

/// How a file names its tensors.
public enum Naming {
    /// `Mixed_5b.branch1x1.conv.weight`, OIHW: torchvision, timm, pytorch-fid.
    TORCHVISION,
    /// `conv2d_6/kernel`, HWIO, numbered in order of creation: Keras and TF.js.
    KERAS;

    /// The name used on the command line.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws UsageException naming those that there are
    public static Naming of(String id) {
        List<String> ids = Arrays.stream(values()).map(Naming::id).toList();
        if (!ids.contains(id)) {
            throw new UsageException(
                    "names: expected one of " + String.join(", ", ids) + "; found '" + id + "'");
        }
        return values()[ids.indexOf(id)];
    }
}
