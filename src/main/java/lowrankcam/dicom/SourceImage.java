package lowrankcam.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lowrankcam.format.FileKind;
import lowrankcam.format.FormatException;
import lowrankcam.format.Sha256;

/// The image that objects are derived from: whose it is, and how it is referred to. An image that is no DICOM file gets a study of
/// its own, of a patient who is not named.
public final class SourceImage {

    private static final int MOST_TEXT = 0xFFFE;
    private static final int MOST_NUMBER = 12;

    /// What tells patient and study, and what is to be known for reading them; the body part. Nothing else of the patient is carried, and no
    /// private element.
    private static final List<Tag> CARRIED =
            List.of(
                    Tag.SPECIFIC_CHARACTER_SET, Tag.TIMEZONE_OFFSET_FROM_UTC,
                    Tag.PATIENT_NAME, Tag.PATIENT_ID, Tag.ISSUER_OF_PATIENT_ID, Tag.PATIENT_BIRTH_DATE, Tag.PATIENT_SEX,
                    Tag.PATIENT_IDENTITY_REMOVED, Tag.DEIDENTIFICATION_METHOD,
                    Tag.STUDY_DATE, Tag.STUDY_TIME, Tag.ACCESSION_NUMBER, Tag.REFERRING_PHYSICIAN_NAME, Tag.STUDY_DESCRIPTION,
                    Tag.STUDY_ID, Tag.BODY_PART_EXAMINED);

    /// Those of them that must be there, be they empty.
    private static final List<Tag> REQUIRED =
            List.of(
                    Tag.PATIENT_NAME, Tag.PATIENT_ID, Tag.PATIENT_BIRTH_DATE, Tag.PATIENT_SEX, Tag.STUDY_DATE, Tag.STUDY_TIME,
                    Tag.ACCESSION_NUMBER, Tag.REFERRING_PHYSICIAN_NAME, Tag.STUDY_ID);

    private final DataSet data;
    private final boolean dicom;
    private final String sha256;
    private final Lossy lossy;
    private final int frame;
    private final int frames;

    private SourceImage(DataSet data, boolean dicom, String sha256, Lossy lossy, int frame, int frames) {
        this.data = data;
        this.dicom = dicom;
        this.sha256 = sha256;
        this.lossy = lossy;
        this.frame = frame;
        this.frames = frames;
    }

    /// @param bytes    the file's
    /// @param frame    from 1
    /// @param unpacked bytes of the pixels of a frame
    /// @throws FormatException if a DICOM file does not say which study, series and object it is
    public static SourceImage of(Path file, byte[] bytes, int frame, long unpacked) throws FormatException {
        if (FileKind.of(file, bytes) != FileKind.DICOM) {
            Lossy lossy = Lossy.ofPicture(bytes, unpacked);
            return new SourceImage(new DataSet(file), false, Sha256.of(bytes), lossy, 1, 1);
        }
        DicomFile read = DicomFile.read(file, bytes);
        DataSet data = read.data();
        for (Tag tag : List.of(Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.SOP_CLASS_UID, Tag.SOP_INSTANCE_UID)) {
            if (!Uid.isValid(data.text(tag))) {
                throw data.error(
                        tag, "a UID, which --dicom refers to", data.text(tag).isEmpty() ? "nothing" : "other text");
            }
        }
        int frames = data.integer(Tag.NUMBER_OF_FRAMES, 1, Integer.MAX_VALUE, 1);
        Lossy lossy = Lossy.of(read, bytes.length, frames * unpacked);
        SourceImage image = new SourceImage(data, true, Sha256.of(bytes), lossy, frame, frames);
        image.identify(new DataSet(file));
        return image;
    }

    public boolean isDicom() {
        return dicom;
    }

    /// `Frame 2 of 5.`; empty of an image that is alone in its file.
    public String frameNote() {
        return frames > 1 ? "Frame " + frame + " of " + frames + "." : "";
    }

    Lossy lossy() {
        return lossy;
    }

    /// The study it belongs to, or its own.
    String study() {
        return dicom ? data.text(Tag.STUDY_INSTANCE_UID) : Uid.of("study", sha256);
    }

    /// What tells its series from others.
    String series() {
        return dicom ? data.text(Tag.SERIES_INSTANCE_UID) : sha256;
    }

    /// The coordinates that its planes are given in, or some of its own.
    String frameOfReference() {
        String stated = data.text(Tag.FRAME_OF_REFERENCE_UID);
        return Uid.isValid(stated) ? stated : Uid.of("frame of reference", study(), series());
    }

    /// Puts patient and study into an object.
    ///
    /// @throws FormatException if a text is too long to be written
    void identify(DataSet target) throws FormatException {
        REQUIRED.forEach(tag -> target.put(Element.of(tag, "")));
        carry(CARRIED, target);
        List<DataSet> methods = new ArrayList<>();
        for (DataSet method : data.items(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE)) {
            methods.add(code(method));
        }
        if (!methods.isEmpty()) {
            target.put(Element.of(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE, methods));
        }
        target.put(Element.of(Tag.STUDY_INSTANCE_UID, study()));
    }

    /// Puts elements of text into an object as they are, byte for byte, those that are there.
    void carry(List<Tag> tags, DataSet target) throws FormatException {
        copy(tags, data, target);
    }

    private static void copy(List<Tag> tags, DataSet from, DataSet target) throws FormatException {
        for (Tag tag : tags) {
            Element element = from.find(tag).orElse(null);
            if (element != null) {
                if (element.length() > MOST_TEXT) {
                    throw from.error(tag, "at most " + MOST_TEXT + " bytes", element.length() + " bytes");
                }
                byte[] value = new byte[element.length()];
                element.value().get(value);
                target.put(Element.of(tag, tag.vr(), value));
            }
        }
    }

    private static DataSet code(DataSet item) throws FormatException {
        DataSet code = new DataSet(null);
        copy(List.of(Tag.CODE_VALUE, Tag.CODING_SCHEME_DESIGNATOR, Tag.CODE_MEANING), item, code);
        return code;
    }

    /// Where it was taken of, in codes.
    DataSet region() throws FormatException {
        List<DataSet> items = item(Tag.FRAME_ANATOMY_SEQUENCE, Tag.ANATOMIC_REGION_SEQUENCE).items(Tag.ANATOMIC_REGION_SEQUENCE);
        return items.isEmpty() ? Code.BODY.item() : code(items.getFirst());
    }

    /// The side: `R`, `L`, `U` for unpaired or not said, `B` for both.
    String side() {
        for (Tag tag : List.of(Tag.FRAME_LATERALITY, Tag.IMAGE_LATERALITY, Tag.LATERALITY)) {
            String side = item(Tag.FRAME_ANATOMY_SEQUENCE, tag).text(tag);
            if (side.matches("[RLUB]")) {
                return side;
            }
        }
        return "U";
    }

    String modality() {
        String modality = data.text(Tag.MODALITY);
        return modality.matches("[A-Z0-9_ ]{1,16}") ? modality : "OT";
    }

    /// Of the frame where there are several.
    String instanceNumber() {
        String number = data.text(Tag.INSTANCE_NUMBER);
        return frames > 1 ? String.valueOf(frame) : number.matches("\\d{1," + MOST_NUMBER + "}") ? number : "1";
    }

    /// Date and time that come nearest to that of the image's content, or none.
    Optional<Moment> moment() {
        List<Moment> all =
                List.of(
                        moment(Tag.CONTENT_DATE, Tag.CONTENT_TIME), moment(Tag.ACQUISITION_DATE, Tag.ACQUISITION_TIME),
                        moment(Tag.SERIES_DATE, Tag.SERIES_TIME), moment(Tag.STUDY_DATE, Tag.STUDY_TIME));
        return all.stream().filter(moment -> !moment.date().isEmpty()).findFirst();
    }

    /// A date and a time of the standard's form.
    record Moment(String date, String time) {}

    private Moment moment(Tag date, Tag time) {
        String day = data.text(date);
        String hour = data.text(time);
        return new Moment(
                day.matches("\\d{8}") ? day : "", hour.matches("\\d{6}(\\.\\d{1,6})?") ? hour : "000000");
    }

    /// The reference to it, as the one item of a list; none if it is no DICOM.
    ///
    /// @param same whether pixels lie where they lay
    List<DataSet> reference(boolean same) {
        if (!dicom) {
            return List.of();
        }
        return List.of(instance()
                .put(Element.of(Tag.SPATIAL_LOCATIONS_PRESERVED, same ? "YES" : "NO"))
                .put(Code.PROCESSED.in(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE)));
    }

    private DataSet instance() {
        DataSet item =
                new DataSet(null)
                        .put(Element.of(Tag.REFERENCED_SOP_CLASS_UID, data.text(Tag.SOP_CLASS_UID)))
                        .put(Element.of(Tag.REFERENCED_SOP_INSTANCE_UID, data.text(Tag.SOP_INSTANCE_UID)));
        return frames > 1 ? item.put(Element.of(Tag.REFERENCED_FRAME_NUMBER, String.valueOf(frame))) : item;
    }

    /// The reference to its series with it in it; none if it is no DICOM.
    List<DataSet> referencedSeries() {
        return dicom
                ? List.of(new DataSet(null)
                        .put(Element.of(Tag.SERIES_INSTANCE_UID, series()))
                        .put(Element.of(Tag.REFERENCED_INSTANCE_SEQUENCE, List.of(instance()))))
                : List.of();
    }

    /// Numbers of the frame, of the file if it has no groups; none if they are missing or others than expected.
    double[] numbers(Tag group, Tag tag, int count) {
        try {
            double[] values = item(group, tag).decimals(tag);
            return values.length == count ? values : new double[0];
        } catch (FormatException _) {
            return new double[0];
        }
    }

    /// The data set that holds an attribute of the frame.
    private DataSet item(Tag group, Tag tag) {
        List<DataSet> each = data.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        List<DataSet> shared = data.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        List<DataSet> groups = new ArrayList<>();
        if (frame <= each.size()) {
            groups.addAll(each.get(frame - 1).items(group));
        }
        shared.stream().limit(1).forEach(set -> groups.addAll(set.items(group)));
        return groups.stream().filter(set -> set.has(tag)).findFirst().orElse(data);
    }
}
