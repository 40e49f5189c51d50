package lowrankcam.dicom;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Transfer syntaxes (PS3.5, annex A; PS3.6, annex A): how a data set and its pixels are written.
public enum TransferSyntax {
    IMPLICIT_LITTLE("1.2.840.10008.1.2", "Implicit VR Little Endian", Pixels.PLAIN),
    EXPLICIT_LITTLE("1.2.840.10008.1.2.1", "Explicit VR Little Endian", Pixels.PLAIN),
    ENCAPSULATED_LITTLE("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian", Pixels.PLAIN),
    DEFLATED("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", Pixels.PLAIN),
    EXPLICIT_BIG("1.2.840.10008.1.2.2", "Explicit VR Big Endian", Pixels.PLAIN),
    RLE("1.2.840.10008.1.2.5", "RLE Lossless", Pixels.RLE),
    JPEG_BASELINE("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", Pixels.JPEG),
    JPEG_EXTENDED("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)", Pixels.JPEG),
    JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)", Pixels.JPEG),
    JPEG_LOSSLESS_SV1("1.2.840.10008.1.2.4.70", "JPEG Lossless (Process 14, Selection Value 1)", Pixels.JPEG),
    JPEG_LS("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", Pixels.JPEG_LS),
    JPEG_LS_NEAR("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", Pixels.JPEG_LS),
    JPEG_PROGRESSIVE("1.2.840.10008.1.2.4.55", "JPEG Full Progression (Process 10 and 12)", Pixels.UNREAD),
    JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless", Pixels.UNREAD),
    JPEG_2000("1.2.840.10008.1.2.4.91", "JPEG 2000", Pixels.UNREAD),
    JPEG_2000_PART_2_LOSSLESS("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Lossless", Pixels.UNREAD),
    JPEG_2000_PART_2("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2", Pixels.UNREAD),
    JPIP("1.2.840.10008.1.2.4.94", "JPIP Referenced", Pixels.ELSEWHERE),
    JPIP_DEFLATE("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", Pixels.ELSEWHERE),
    MPEG2("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level", Pixels.FILM),
    MPEG2_HIGH("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level", Pixels.FILM),
    MPEG4("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile", Pixels.FILM),
    MPEG4_BD("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile", Pixels.FILM),
    MPEG4_2D("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile for 2D Video", Pixels.FILM),
    MPEG4_3D("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile for 3D Video", Pixels.FILM),
    MPEG4_STEREO("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile", Pixels.FILM),
    HEVC("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile", Pixels.FILM),
    HEVC_10("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile", Pixels.FILM),
    JPEG_XL_LOSSLESS("1.2.840.10008.1.2.4.110", "JPEG XL Lossless", Pixels.UNREAD),
    JPEG_XL_JPEG("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression", Pixels.UNREAD),
    JPEG_XL("1.2.840.10008.1.2.4.112", "JPEG XL", Pixels.UNREAD),
    HTJ2K_LOSSLESS("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless", Pixels.UNREAD),
    HTJ2K_LOSSLESS_RPCL("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 RPCL Lossless", Pixels.UNREAD),
    HTJ2K("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", Pixels.UNREAD);

    private static final Map<String, TransferSyntax> BY_UID =
            Arrays.stream(values()).collect(Collectors.toMap(TransferSyntax::uid, Function.identity()));

    private final String uid;
    private final String words;
    private final Pixels pixels;

    /// How the pixels of a frame are packed.
    enum Pixels {
        PLAIN,
        RLE,
        JPEG,
        JPEG_LS,
        /// By something that is not read here and that other programs convert.
        UNREAD,
        FILM,
        ELSEWHERE
    }

    TransferSyntax(String uid, String words, Pixels pixels) {
        this.uid = uid;
        this.words = words;
        this.pixels = pixels;
    }

    public String uid() {
        return uid;
    }

    /// The standard's name.
    public String words() {
        return words;
    }

    Pixels pixels() {
        return pixels;
    }

    Coding coding() {
        return switch (this) {
            case IMPLICIT_LITTLE -> Coding.IMPLICIT_LITTLE;
            case EXPLICIT_BIG -> Coding.EXPLICIT_BIG;
            default -> Coding.EXPLICIT_LITTLE;
        };
    }

    static TransferSyntax of(Coding coding) {
        return switch (coding) {
            case IMPLICIT_LITTLE -> IMPLICIT_LITTLE;
            case EXPLICIT_LITTLE -> EXPLICIT_LITTLE;
            case EXPLICIT_BIG -> EXPLICIT_BIG;
        };
    }

    public static Optional<TransferSyntax> of(String uid) {
        return Optional.ofNullable(BY_UID.get(uid));
    }
}
