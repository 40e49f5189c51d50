/// `evaluate` and `tune-rank` as a job of Apache Spark: each task runs one shard with the same command as by hand.
/// No metric and no method is here, and nothing outside of this folder knows of Spark. Read
/// {@link lowrankcam.spark.SparkRun} first.
package lowrankcam.spark;
