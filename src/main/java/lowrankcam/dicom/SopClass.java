package lowrankcam.dicom;

import java.util.LinkedHashMap;
import java.util.Map;

/// Kinds of DICOM files that hold no pixels, by the beginning of their SOP class.
final class SopClass {

    private static final Map<String, String> WITHOUT_PIXELS = new LinkedHashMap<>();

    static {
        String storage = "1.2.840.10008.5.1.4.1.1.";
        WITHOUT_PIXELS.put("1.2.840.10008.1.3.10", "a DICOMDIR, a list of files");
        WITHOUT_PIXELS.put(storage + "88.59", "a key object selection");
        WITHOUT_PIXELS.put(storage + "88.", "a structured report");
        WITHOUT_PIXELS.put(storage + "104.1", "a PDF document");
        WITHOUT_PIXELS.put(storage + "104.", "a document");
        WITHOUT_PIXELS.put(storage + "11.", "a presentation state");
        WITHOUT_PIXELS.put(storage + "9.", "a waveform");
        WITHOUT_PIXELS.put(storage + "66", "raw data, a registration or a surface");
        WITHOUT_PIXELS.put(storage + "481.3", "a radiotherapy structure set");
        WITHOUT_PIXELS.put(storage + "481.", "a radiotherapy plan or record");
        WITHOUT_PIXELS.put(storage + "4.2", "a spectrum");
    }

    private SopClass() {}

    /// What a file without pixels is, in words.
    static String words(DicomFile file) {
        String uid = file.data().text(Tag.SOP_CLASS_UID);
        String known = uid.isEmpty() ? file.meta().text(Tag.MEDIA_STORAGE_SOP_CLASS_UID) : uid;
        for (Map.Entry<String, String> one : WITHOUT_PIXELS.entrySet()) {
            boolean whole = !one.getKey().endsWith(".") && known.equals(one.getKey());
            if (whole || one.getKey().endsWith(".") && known.startsWith(one.getKey())) {
                return one.getValue() + " (DICOM without pixels)";
            }
        }
        return "a DICOM file without pixels";
    }
}
