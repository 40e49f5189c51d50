package lowrankcam.evaluation;

import lowrankcam.format.UsageException;

/// A share of a run's images: every `count`-th, from the `index`-th on. Neighbouring images, often the views of one
/// study, go to different shards, so that shards take about the same time.
///
/// @param index 1 … count
/// @param count number of shards, 1 for a whole run
public record Shard(int index, int count) {

    /// All images.
    public static final Shard WHOLE = new Shard(1, 1);

    public Shard {
        if (count < 1 || index < 1 || index > count) {
            throw new UsageException("--shard: expected i/n with 1 <= i <= n, found " + index + "/" + count);
        }
    }

    /// @param text `i/n`, for example `2/5`
    public static Shard parse(String text) {
        if (!text.matches("[0-9]{1,6}/[0-9]{1,6}")) {
            throw new UsageException("--shard: expected i/n, for example 2/5, found '" + text + "'");
        }
        String[] parts = text.split("/");
        return new Shard(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /// True if the image at this place of the whole run's list belongs to the shard.
    public boolean contains(int image) {
        return image % count == index - 1;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
