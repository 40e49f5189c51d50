/// How long things take: forward passes and methods, checked before they are timed. Quality is measured elsewhere, in
/// `experiment`; kernels one by one in the benchmarks of `src/jmh`.
/// Read {@link lowrankcam.benchmark.ForwardBenchmark} first.
package lowrankcam.benchmark;
