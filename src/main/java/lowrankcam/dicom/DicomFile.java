package lowrankcam.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import lowrankcam.format.FormatException;

/// A DICOM file (PS3.10), with or without its preamble and its file meta information; of files that say nothing or something
/// else, the way they are written is told by their first element.
///
/// @param file   named in errors
/// @param meta   elements of group 2; empty if there are none
/// @param data   all other elements
/// @param syntax how it is written
public record DicomFile(Path file, DataSet meta, DataSet data, TransferSyntax syntax) {

    private static final int PREAMBLE = 128;
    private static final String MARK = "DICM";

    /// An inflated data set is at most this long, or as many times longer than its file.
    private static final int MOST_INFLATED = 64 << 20;
    private static final int MOST_RATIO = 20;

    /// Reads the whole data set; values stay where they are.
    ///
    /// @param bytes the file's
    /// @throws FormatException if a length or a structure does not fit; no message holds the text of an element
    public static DicomFile read(Path file, byte[] bytes) throws FormatException {
        int start = hasMark(bytes, PREAMBLE) ? PREAMBLE + MARK.length() : hasMark(bytes, 0) ? MARK.length() : 0;
        DataSetReader reader = new DataSetReader(file, bytes, DataSetReader.Place.FILE);
        DataSet meta = reader.meta(start);
        int at = reader.position();
        Optional<TransferSyntax> stated = stated(file, meta);
        if (stated.isPresent() && stated.get() == TransferSyntax.DEFLATED) {
            byte[] inflated = inflate(file, bytes, at);
            DataSet data = new DataSetReader(file, inflated, DataSetReader.Place.INFLATED).read(0, Coding.EXPLICIT_LITTLE);
            return new DicomFile(file, meta, data, TransferSyntax.DEFLATED);
        }
        Coding coding = Coding.of(bytes, at, stated.map(TransferSyntax::coding).orElse(null));
        DataSet data = reader.read(at, coding);
        boolean plain = stated.isEmpty() || stated.get().pixels() == TransferSyntax.Pixels.PLAIN;
        boolean same = stated.isPresent() && stated.get().coding() == coding;
        return new DicomFile(file, meta, data, plain && !same ? TransferSyntax.of(coding) : stated.get());
    }

    private static boolean hasMark(byte[] bytes, int at) {
        return bytes.length >= at + MARK.length()
                && new String(bytes, at, MARK.length(), StandardCharsets.ISO_8859_1).equals(MARK);
    }

    private static Optional<TransferSyntax> stated(Path file, DataSet meta) throws FormatException {
        String uid = meta.text(Tag.TRANSFER_SYNTAX_UID);
        if (uid.isEmpty()) {
            return Optional.empty();
        }
        Optional<TransferSyntax> syntax = TransferSyntax.of(uid);
        if (syntax.isEmpty()) {
            // A UID of the standard's own is nobody's; any other might be somebody's.
            String shown = uid.matches("1\\.2\\.840\\.10008\\.[0-9.]{1,40}") ? uid : "another one";
            throw meta.error(Tag.TRANSFER_SYNTAX_UID, "a transfer syntax of the standard", shown);
        }
        return syntax;
    }

    private static byte[] inflate(Path file, byte[] bytes, int from) throws FormatException {
        long most = Math.max(MOST_INFLATED, (long) MOST_RATIO * bytes.length);
        ByteArrayOutputStream inflated = new ByteArrayOutputStream(Math.max(64, bytes.length - from));
        byte[] part = new byte[1 << 14];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(bytes, from, bytes.length - from);
            while (!inflater.finished()) {
                int count = inflater.inflate(part);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new FormatException(
                            file, FormatException.NO_OFFSET, "deflated data set", "its end", "the end of the file");
                }
                if (inflated.size() + (long) count > most) {
                    throw new FormatException(
                            file, FormatException.NO_OFFSET, "deflated data set", "at most " + most + " bytes", "more");
                }
                inflated.write(part, 0, count);
            }
        } catch (DataFormatException _) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "deflated data set", "deflated data", "data that cannot be inflated");
        }
        return inflated.toByteArray();
    }
}
