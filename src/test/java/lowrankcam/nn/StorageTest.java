package lowrankcam.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Where working memory begins.
class StorageTest {

    /// Bytes before the elements of an array.
    private static final int HEAD = 16;

    @Test
    void everyPixelOfEveryImageStartsACacheLineWhereChannelsFillLines() {
        Storage storage = Storage.bordered(new Network.Size(3, 2, 16), 1, 2);
        for (int image = 0; image < 2; image++) {
            for (int y = -1; y <= 3; y++) {
                for (int x = -1; x <= 2; x++) {
                    int at = storage.ofImage(image).plane().offset(y, x);
                    assertEquals(0, (HEAD + at * Float.BYTES) % 64, "image " + image + ", pixel " + y + "," + x);
                }
            }
        }
        assertEquals(storage.ofImage(1).plane().offset(3, 2) + 16, storage.values().length);
    }

    @Test
    void givesBackWhatWasLoaded() {
        float[] values = {1, 2, 3, 4, 5, 6};
        Storage storage = Storage.bordered(new Network.Size(1, 2, 3), 2, 2);
        storage.ofImage(1).load(new Tensor(1, 2, 3, values));
        assertEquals(0, storage.copy().values()[0]);
        assertEquals(new Tensor(1, 2, 3, values).values()[5], storage.ofImage(1).copy().values()[5]);
    }
}
