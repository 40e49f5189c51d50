/// Labelled radiographs: reading the MURA folder layout, and synthesising limb phantoms in that layout when
/// the real images are not at hand. Pixels are not decoded, resized or fed to a network here.
/// Read {@link lowrankcam.dataset.MuraDataset} first, then {@link lowrankcam.dataset.Phantoms}.
package lowrankcam.dataset;
