package lowrankcam.inception;

import lowrankcam.format.EnumNames;

/// How a file names its tensors.
public enum Naming {
    /// `Mixed_5b.branch1x1.conv.weight`, OIHW: torchvision, timm, pytorch-fid.
    TORCHVISION,
    /// `conv2d_6/kernel`, HWIO, numbered in order of creation: Keras and TF.js.
    KERAS;

    /// The name used on the command line.
    public String id() {
        return EnumNames.id(this);
    }
}
