/// Inception-v3: the table of its blocks, its dialects, the loading of its weights from the files in which they are
/// published, and writing them. How layers are computed is not known here.
/// Read {@link lowrankcam.inception.InceptionV3} beside the paper's figures.
package lowrankcam.inception;
