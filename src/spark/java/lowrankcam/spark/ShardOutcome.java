package lowrankcam.spark;

import java.io.Serializable;

/// What became of a shard.
///
/// @param shard    its number, from 1
/// @param code     exit code of its command
/// @param complete whether all of its records are on disk; some may say that an image could not be used
/// @param message  what the command wrote on standard error
record ShardOutcome(int shard, int code, boolean complete, String message) implements Serializable {}
