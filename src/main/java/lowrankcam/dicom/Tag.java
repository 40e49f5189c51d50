package lowrankcam.dicom;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The attributes that are read or written here (PS3.6), with their value representation. Where the standard leaves a choice
/// of two by the sign of pixels, the first is named.
public enum Tag {
    FILE_META_INFORMATION_GROUP_LENGTH(0x00020000, Vr.UL, "FileMetaInformationGroupLength"),
    FILE_META_INFORMATION_VERSION(0x00020001, Vr.OB, "FileMetaInformationVersion"),
    MEDIA_STORAGE_SOP_CLASS_UID(0x00020002, Vr.UI, "MediaStorageSOPClassUID"),
    MEDIA_STORAGE_SOP_INSTANCE_UID(0x00020003, Vr.UI, "MediaStorageSOPInstanceUID"),
    TRANSFER_SYNTAX_UID(0x00020010, Vr.UI, "TransferSyntaxUID"),
    IMPLEMENTATION_CLASS_UID(0x00020012, Vr.UI, "ImplementationClassUID"),
    IMPLEMENTATION_VERSION_NAME(0x00020013, Vr.SH, "ImplementationVersionName"),
    DIRECTORY_RECORD_SEQUENCE(0x00041220, Vr.SQ, "DirectoryRecordSequence"),
    SPECIFIC_CHARACTER_SET(0x00080005, Vr.CS, "SpecificCharacterSet"),
    IMAGE_TYPE(0x00080008, Vr.CS, "ImageType"),
    INSTANCE_CREATION_DATE(0x00080012, Vr.DA, "InstanceCreationDate"),
    INSTANCE_CREATION_TIME(0x00080013, Vr.TM, "InstanceCreationTime"),
    SOP_CLASS_UID(0x00080016, Vr.UI, "SOPClassUID"),
    SOP_INSTANCE_UID(0x00080018, Vr.UI, "SOPInstanceUID"),
    STUDY_DATE(0x00080020, Vr.DA, "StudyDate"),
    SERIES_DATE(0x00080021, Vr.DA, "SeriesDate"),
    ACQUISITION_DATE(0x00080022, Vr.DA, "AcquisitionDate"),
    CONTENT_DATE(0x00080023, Vr.DA, "ContentDate"),
    STUDY_TIME(0x00080030, Vr.TM, "StudyTime"),
    SERIES_TIME(0x00080031, Vr.TM, "SeriesTime"),
    CONTENT_TIME(0x00080033, Vr.TM, "ContentTime"),
    ACCESSION_NUMBER(0x00080050, Vr.SH, "AccessionNumber"),
    MODALITY(0x00080060, Vr.CS, "Modality"),
    CONVERSION_TYPE(0x00080064, Vr.CS, "ConversionType"),
    MANUFACTURER(0x00080070, Vr.LO, "Manufacturer"),
    INSTITUTION_NAME(0x00080080, Vr.LO, "InstitutionName"),
    REFERRING_PHYSICIAN_NAME(0x00080090, Vr.PN, "ReferringPhysicianName"),
    CODE_VALUE(0x00080100, Vr.SH, "CodeValue"),
    CODING_SCHEME_DESIGNATOR(0x00080102, Vr.SH, "CodingSchemeDesignator"),
    CODE_MEANING(0x00080104, Vr.LO, "CodeMeaning"),
    TIMEZONE_OFFSET_FROM_UTC(0x00080201, Vr.SH, "TimezoneOffsetFromUTC"),
    STUDY_DESCRIPTION(0x00081030, Vr.LO, "StudyDescription"),
    SERIES_DESCRIPTION(0x0008103E, Vr.LO, "SeriesDescription"),
    MANUFACTURER_MODEL_NAME(0x00081090, Vr.LO, "ManufacturerModelName"),
    REFERENCED_STUDY_SEQUENCE(0x00081110, Vr.SQ, "ReferencedStudySequence"),
    REFERENCED_SERIES_SEQUENCE(0x00081115, Vr.SQ, "ReferencedSeriesSequence"),
    REFERENCED_IMAGE_SEQUENCE(0x00081140, Vr.SQ, "ReferencedImageSequence"),
    REFERENCED_SOP_CLASS_UID(0x00081150, Vr.UI, "ReferencedSOPClassUID"),
    REFERENCED_SOP_INSTANCE_UID(0x00081155, Vr.UI, "ReferencedSOPInstanceUID"),
    DERIVATION_DESCRIPTION(0x00082111, Vr.ST, "DerivationDescription"),
    SOURCE_IMAGE_SEQUENCE(0x00082112, Vr.SQ, "SourceImageSequence"),
    PATIENT_NAME(0x00100010, Vr.PN, "PatientName"),
    PATIENT_ID(0x00100020, Vr.LO, "PatientID"),
    ISSUER_OF_PATIENT_ID(0x00100021, Vr.LO, "IssuerOfPatientID"),
    PATIENT_BIRTH_DATE(0x00100030, Vr.DA, "PatientBirthDate"),
    PATIENT_SEX(0x00100040, Vr.CS, "PatientSex"),
    OTHER_PATIENT_I_DS(0x00101000, Vr.LO, "OtherPatientIDs"),
    PATIENT_AGE(0x00101010, Vr.AS, "PatientAge"),
    PATIENT_SIZE(0x00101020, Vr.DS, "PatientSize"),
    PATIENT_WEIGHT(0x00101030, Vr.DS, "PatientWeight"),
    BODY_PART_EXAMINED(0x00180015, Vr.CS, "BodyPartExamined"),
    DEVICE_SERIAL_NUMBER(0x00181000, Vr.LO, "DeviceSerialNumber"),
    SOFTWARE_VERSIONS(0x00181020, Vr.LO, "SoftwareVersions"),
    PROTOCOL_NAME(0x00181030, Vr.LO, "ProtocolName"),
    IMAGER_PIXEL_SPACING(0x00181164, Vr.DS, "ImagerPixelSpacing"),
    NOMINAL_SCANNED_PIXEL_SPACING(0x00182010, Vr.DS, "NominalScannedPixelSpacing"),
    VIEW_POSITION(0x00185101, Vr.CS, "ViewPosition"),
    STUDY_INSTANCE_UID(0x0020000D, Vr.UI, "StudyInstanceUID"),
    SERIES_INSTANCE_UID(0x0020000E, Vr.UI, "SeriesInstanceUID"),
    STUDY_ID(0x00200010, Vr.SH, "StudyID"),
    SERIES_NUMBER(0x00200011, Vr.IS, "SeriesNumber"),
    INSTANCE_NUMBER(0x00200013, Vr.IS, "InstanceNumber"),
    PATIENT_ORIENTATION(0x00200020, Vr.CS, "PatientOrientation"),
    IMAGE_POSITION_PATIENT(0x00200032, Vr.DS, "ImagePositionPatient"),
    IMAGE_ORIENTATION_PATIENT(0x00200037, Vr.DS, "ImageOrientationPatient"),
    FRAME_OF_REFERENCE_UID(0x00200052, Vr.UI, "FrameOfReferenceUID"),
    LATERALITY(0x00200060, Vr.CS, "Laterality"),
    IMAGE_LATERALITY(0x00200062, Vr.CS, "ImageLaterality"),
    POSITION_REFERENCE_INDICATOR(0x00201040, Vr.LO, "PositionReferenceIndicator"),
    SAMPLES_PER_PIXEL(0x00280002, Vr.US, "SamplesPerPixel"),
    PHOTOMETRIC_INTERPRETATION(0x00280004, Vr.CS, "PhotometricInterpretation"),
    PLANAR_CONFIGURATION(0x00280006, Vr.US, "PlanarConfiguration"),
    NUMBER_OF_FRAMES(0x00280008, Vr.IS, "NumberOfFrames"),
    ROWS(0x00280010, Vr.US, "Rows"),
    COLUMNS(0x00280011, Vr.US, "Columns"),
    PIXEL_SPACING(0x00280030, Vr.DS, "PixelSpacing"),
    PIXEL_ASPECT_RATIO(0x00280034, Vr.IS, "PixelAspectRatio"),
    BITS_ALLOCATED(0x00280100, Vr.US, "BitsAllocated"),
    BITS_STORED(0x00280101, Vr.US, "BitsStored"),
    HIGH_BIT(0x00280102, Vr.US, "HighBit"),
    PIXEL_REPRESENTATION(0x00280103, Vr.US, "PixelRepresentation"),
    SMALLEST_IMAGE_PIXEL_VALUE(0x00280106, Vr.US, "SmallestImagePixelValue"),
    LARGEST_IMAGE_PIXEL_VALUE(0x00280107, Vr.US, "LargestImagePixelValue"),
    PIXEL_PADDING_VALUE(0x00280120, Vr.US, "PixelPaddingValue"),
    PIXEL_PADDING_RANGE_LIMIT(0x00280121, Vr.US, "PixelPaddingRangeLimit"),
    BURNED_IN_ANNOTATION(0x00280301, Vr.CS, "BurnedInAnnotation"),
    WINDOW_CENTER(0x00281050, Vr.DS, "WindowCenter"),
    WINDOW_WIDTH(0x00281051, Vr.DS, "WindowWidth"),
    RESCALE_INTERCEPT(0x00281052, Vr.DS, "RescaleIntercept"),
    RESCALE_SLOPE(0x00281053, Vr.DS, "RescaleSlope"),
    RESCALE_TYPE(0x00281054, Vr.LO, "RescaleType"),
    WINDOW_CENTER_WIDTH_EXPLANATION(0x00281055, Vr.LO, "WindowCenterWidthExplanation"),
    VOI_LUT_FUNCTION(0x00281056, Vr.CS, "VOILUTFunction"),
    RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR(0x00281101, Vr.US, "RedPaletteColorLookupTableDescriptor"),
    GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR(0x00281102, Vr.US, "GreenPaletteColorLookupTableDescriptor"),
    BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR(0x00281103, Vr.US, "BluePaletteColorLookupTableDescriptor"),
    RED_PALETTE_COLOR_LOOKUP_TABLE_DATA(0x00281201, Vr.OW, "RedPaletteColorLookupTableData"),
    GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA(0x00281202, Vr.OW, "GreenPaletteColorLookupTableData"),
    BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA(0x00281203, Vr.OW, "BluePaletteColorLookupTableData"),
    SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA(0x00281221, Vr.OW, "SegmentedRedPaletteColorLookupTableData"),
    SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA(0x00281222, Vr.OW, "SegmentedGreenPaletteColorLookupTableData"),
    SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA(0x00281223, Vr.OW, "SegmentedBluePaletteColorLookupTableData"),
    LOSSY_IMAGE_COMPRESSION(0x00282110, Vr.CS, "LossyImageCompression"),
    LOSSY_IMAGE_COMPRESSION_RATIO(0x00282112, Vr.DS, "LossyImageCompressionRatio"),
    LOSSY_IMAGE_COMPRESSION_METHOD(0x00282114, Vr.CS, "LossyImageCompressionMethod"),
    MODALITY_LUT_SEQUENCE(0x00283000, Vr.SQ, "ModalityLUTSequence"),
    LUT_DESCRIPTOR(0x00283002, Vr.US, "LUTDescriptor"),
    LUT_EXPLANATION(0x00283003, Vr.LO, "LUTExplanation"),
    MODALITY_LUT_TYPE(0x00283004, Vr.LO, "ModalityLUTType"),
    LUT_DATA(0x00283006, Vr.US, "LUTData"),
    VOI_LUT_SEQUENCE(0x00283010, Vr.SQ, "VOILUTSequence"),
    PIXEL_MEASURES_SEQUENCE(0x00289110, Vr.SQ, "PixelMeasuresSequence"),
    FRAME_VOI_LUT_SEQUENCE(0x00289132, Vr.SQ, "FrameVOILUTSequence"),
    PIXEL_VALUE_TRANSFORMATION_SEQUENCE(0x00289145, Vr.SQ, "PixelValueTransformationSequence"),
    ICON_IMAGE_SEQUENCE(0x00880200, Vr.SQ, "IconImageSequence"),
    PRESENTATION_LUT_SEQUENCE(0x20500010, Vr.SQ, "PresentationLUTSequence"),
    PRESENTATION_LUT_SHAPE(0x20500020, Vr.CS, "PresentationLUTShape"),
    SHARED_FUNCTIONAL_GROUPS_SEQUENCE(0x52009229, Vr.SQ, "SharedFunctionalGroupsSequence"),
    PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE(0x52009230, Vr.SQ, "PerFrameFunctionalGroupsSequence"),
    EXTENDED_OFFSET_TABLE(0x7FE00001, Vr.OV, "ExtendedOffsetTable"),
    EXTENDED_OFFSET_TABLE_LENGTHS(0x7FE00002, Vr.OV, "ExtendedOffsetTableLengths"),
    FLOAT_PIXEL_DATA(0x7FE00008, Vr.OF, "FloatPixelData"),
    DOUBLE_FLOAT_PIXEL_DATA(0x7FE00009, Vr.OD, "DoubleFloatPixelData"),
    PIXEL_DATA(0x7FE00010, Vr.OB, "PixelData");

    private static final Map<Integer, Tag> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Tag::code, Function.identity()));

    private final int code;
    private final Vr vr;
    private final String keyword;

    Tag(int code, Vr vr, String keyword) {
        this.code = code;
        this.vr = vr;
        this.keyword = keyword;
    }

    /// Group in the upper, element in the lower 16 bits.
    public int code() {
        return code;
    }

    public Vr vr() {
        return vr;
    }

    /// The standard's name in one word: `PatientName`.
    public String keyword() {
        return keyword;
    }

    /// By its number; null if it is none of these.
    public static Tag of(int code) {
        return BY_CODE.get(code);
    }

    /// `(0028,0010)`, with its keyword behind it if it is known.
    public static String text(int code) {
        String numbers = String.format(Locale.ROOT, "(%04X,%04X)", code >>> 16, code & 0xFFFF);
        Tag tag = of(code);
        return tag == null ? numbers : numbers + " " + tag.keyword;
    }

    @Override
    public String toString() {
        return text(code);
    }
}
