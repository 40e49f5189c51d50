package lowrankcam.dicom;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.FormatException;
import lowrankcam.format.Sha256;

/// An object that is derived from an image: its data set, whose identifiers follow from what is in it.
public final class DerivedObject {

    private final DataSet data;

    private DerivedObject(DataSet data) {
        this.data = data;
    }

    /// What all derived objects have: patient and study as those of the image, a series of their own, the equipment, and the
    /// reference to the image.
    ///
    /// @param sopClass     of the object
    /// @param seriesNumber high, so that it stands behind those of the study
    /// @param same         whether its pixels lie where those of the image lie
    /// @param look         what else tells its series from others
    static DataSet begin(
            String sopClass, String seriesNumber, SourceImage source, Derivation derivation, boolean same, String look)
            throws FormatException {
        DataSet data = new DataSet(null);
        source.identify(data);
        derivation.put(data);
        data.put(Element.of(Tag.SOP_CLASS_UID, sopClass));
        data.put(Element.of(Tag.MODALITY, source.modality()));
        data.put(Element.of(
                Tag.SERIES_INSTANCE_UID,
                Uid.of("series", sopClass, source.study(), source.series(), derivation.title(), derivation.parameters(),
                        derivation.version(), derivation.model(), look)));
        data.put(Element.of(Tag.SERIES_NUMBER, seriesNumber));
        data.put(Element.of(Tag.INSTANCE_NUMBER, source.instanceNumber()));
        source.lossy().put(data);
        if (source.isDicom()) {
            data.put(Element.of(Tag.SOURCE_IMAGE_SEQUENCE, source.reference(same)));
            data.put(Element.of(Tag.REFERENCED_SERIES_SEQUENCE, source.referencedSeries()));
        }
        return data;
    }

    /// The object, with the identifier that its content has.
    static DerivedObject finished(DataSet data) throws IOException {
        String hash = Sha256.of(out -> DataSetWriter.write(data.elements(), out));
        return new DerivedObject(data.put(Element.of(Tag.SOP_INSTANCE_UID, Uid.ofHash(hash))));
    }

    /// Writes it as a file, whole or not at all.
    public void write(Path file) throws IOException {
        AtomicFile.write(file, out -> DataSetWriter.writeFile(data, out));
    }
}
