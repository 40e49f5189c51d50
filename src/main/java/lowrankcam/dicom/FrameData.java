package lowrankcam.dicom;

import java.util.List;

/// What is said of one frame: by its functional groups, by those that all frames share, or by the file (PS3.3, C.7.6.16).
///
/// @param data  of the file
/// @param frame from 0
record FrameData(DataSet data, int frame) {

    /// Those sequences of a functional group that hold what is needed here.
    private static final List<Tag> GROUPS =
            List.of(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tag.FRAME_VOI_LUT_SEQUENCE, Tag.PIXEL_MEASURES_SEQUENCE);

    /// The data set that holds an attribute of this frame; the file's own if none does.
    DataSet holder(Tag tag) {
        List<DataSet> each = data.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        List<DataSet> shared = data.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
        DataSet found = frame < each.size() ? within(each.get(frame), tag) : null;
        if (found == null && !shared.isEmpty()) {
            found = within(shared.getFirst(), tag);
        }
        return found == null ? data : found;
    }

    private static DataSet within(DataSet group, Tag tag) {
        for (Tag sequence : GROUPS) {
            List<DataSet> items = group.items(sequence);
            if (!items.isEmpty() && items.getFirst().has(tag)) {
                return items.getFirst();
            }
        }
        return null;
    }
}
