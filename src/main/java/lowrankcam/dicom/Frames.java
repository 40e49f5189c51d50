package lowrankcam.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.FormatException;

/// The bytes of each frame of encapsulated pixels (PS3.5, A.4): one fragment or several, told apart by the offset table, by
/// their number, or by how they begin.
final class Frames {

    private static final int HEADER = 8;

    private final DataSet data;
    private final List<ByteBuffer> fragments;
    private final ByteBuffer table;
    private final int frames;

    Frames(DataSet data, Element pixels, int frames) throws FormatException {
        this.data = data;
        this.frames = frames;
        if (pixels.fragments().size() < 2) {
            throw data.error(Tag.PIXEL_DATA, "an offset table and a fragment", pixels.fragments().size() + " fragments");
        }
        this.table = pixels.fragments().getFirst().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.fragments = pixels.fragments().subList(1, pixels.fragments().size());
    }

    /// All bytes of a frame.
    ///
    /// @param frame from 0
    byte[] bytes(int frame) throws FormatException {
        List<ByteBuffer> own = fragments(frame);
        int length = own.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteArrayOutputStream joined = new ByteArrayOutputStream(length);
        for (ByteBuffer fragment : own) {
            joined.write(fragment.array(), fragment.arrayOffset() + fragment.position(), fragment.remaining());
        }
        return joined.toByteArray();
    }

    private List<ByteBuffer> fragments(int frame) throws FormatException {
        if (frames == 1) {
            return fragments;
        }
        if (fragments.size() == frames) {
            return fragments.subList(frame, frame + 1);
        }
        List<Integer> starts = data.has(Tag.EXTENDED_OFFSET_TABLE) ? byExtendedTable() : byTable();
        if (starts.size() != frames) {
            starts = byMarkers();
        }
        if (starts.size() != frames) {
            throw data.error(
                    Tag.PIXEL_DATA, frames + " frames, or an offset table that tells them apart",
                    fragments.size() + " fragments");
        }
        int end = frame + 1 < frames ? starts.get(frame + 1) : fragments.size();
        return fragments.subList(starts.get(frame), end);
    }

    private List<Integer> byTable() {
        List<Long> offsets = new ArrayList<>();
        for (ByteBuffer at = table.duplicate().order(ByteOrder.LITTLE_ENDIAN); at.remaining() >= 4; ) {
            offsets.add(at.getInt() & 0xFFFFFFFFL);
        }
        return starts(offsets);
    }

    private List<Integer> byExtendedTable() {
        List<Long> offsets = new ArrayList<>();
        ByteBuffer at = data.find(Tag.EXTENDED_OFFSET_TABLE).orElseThrow().value();
        while (at.remaining() >= 8) {
            offsets.add(at.getLong());
        }
        return starts(offsets);
    }

    /// Fragments that begin at these places, counted from the first fragment's header; none if one begins nowhere.
    private List<Integer> starts(List<Long> offsets) {
        List<Integer> starts = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < fragments.size() && starts.size() < offsets.size(); i++) {
            if (offsets.get(starts.size()) == at) {
                starts.add(i);
            }
            at += HEADER + fragments.get(i).remaining();
        }
        return starts.size() == offsets.size() ? starts : List.of();
    }

    /// Fragments that begin like a JPEG stream.
    private List<Integer> byMarkers() {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < fragments.size(); i++) {
            ByteBuffer one = fragments.get(i);
            if (one.remaining() > 2 && one.get(one.position()) == (byte) 0xFF && one.get(one.position() + 1) == (byte) 0xD8) {
                starts.add(i);
            }
        }
        return starts;
    }
}
