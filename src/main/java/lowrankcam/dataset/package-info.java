/// Labelled images on disk: MURA's layout, folders of classes, CSV files; selections and ground-truth masks. Pixels are not
/// resized or fed to a network here. Read {@link lowrankcam.dataset.MuraDataset} first.
package lowrankcam.dataset;
