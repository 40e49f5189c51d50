package lowrankcam.dicom;

/// Numbers in words for people: `40`, `0.5`.
final class Numbers {

    private Numbers() {}

    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
