package lowrankcam.fuzz;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.image.PictureReader;

/// Pictures as PNG.
record PngTarget() implements Target {

    @Override
    public String name() {
        return "png";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        List<SortedMap<String, byte[]>> samples = new ArrayList<>();
        for (int type :
                new int[] {
                    BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_INT_RGB,
                    BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_BINARY
                }) {
            samples.add(Pictures.sample("png", type, false));
        }
        samples.add(Pictures.sample("png", BufferedImage.TYPE_BYTE_GRAY, true));
        return samples;
    }

    @Override
    public List<String> words() {
        return List.of(
                "IHDR", "IDAT", "IEND", "PLTE", "tRNS", "eXIf", "iCCP", "zTXt", "iTXt", "tEXt", "gAMA", "pHYs", "bKGD", "hIST",
                "sBIT", "sPLT", "tIME", "cHRM");
    }

    /// The checksum of every chunk.
    @Override
    public byte[] repaired(String file, byte[] bytes) {
        byte[] result = bytes.clone();
        ByteBuffer buffer = ByteBuffer.wrap(result);
        int at = 8;
        while (at + 12 <= result.length) {
            int length = buffer.getInt(at);
            if (length < 0 || length > result.length - at - 12) {
                break;
            }
            buffer.putInt(at + 8 + length, (int) Samples.crc(result, at + 4, length + 4));
            at += 12 + length;
        }
        return result;
    }

    @Override
    public void read(Path folder) throws IOException {
        PictureReader.size(folder.resolve(Pictures.FILE));
        PictureReader.read(folder.resolve(Pictures.FILE));
    }
}
