package lowrankcam.serve;

/// How many images, and bytes of them, are held at once; asked before the first byte is read.
final class Room {

    private final int mostImages;
    private final long mostBytes;
    private int images;
    private long bytes;

    Room(int mostImages, long mostBytes) {
        this.mostImages = mostImages;
        this.mostBytes = mostBytes;
    }

    /// @throws Refusal if there is none
    synchronized void take(long size) throws Refusal {
        if (images == mostImages || bytes + size > mostBytes) {
            throw new Refusal(503, "too many images are waiting; try again when some are finished");
        }
        images++;
        bytes += size;
    }

    synchronized void leave(long size) {
        images--;
        bytes -= size;
    }
}
